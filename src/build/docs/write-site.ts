import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CountersignError } from '../../errors/countersign-error.ts';
import type { DocsSite } from './site-files.ts';

/** Lists what was written, so that the next run takes away what is no longer part of the site, and nothing else. */
const LIST = '.countersign-docs';

/**
 * Writes a site into a folder. Files of the last run that are no longer part of it are removed; what else is there
 * stays. Returns the number of files. @throws CountersignError `docs.not-written`
 */
export async function writeSite(site: DocsSite, folder: string): Promise<number> {
  const list = join(folder, LIST);
  try {
    const before = existsSync(list) ? (await readFile(list, 'utf8')).split('\n') : [];
    for (const path of site.paths) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, (await site.read(path)) ?? '');
    }
    const now = new Set(site.paths);
    for (const path of before)
      if (!now.has(path) && /^(?!.*\.\.)(endpoints\/|assets\/)?[\w-]+\.(html|md|js|css|txt)$/.test(path))
        await rm(join(folder, path), { force: true });
    await writeFile(list, `${site.paths.join('\n')}\n`);
    return site.paths.length;
  } catch (error) {
    if (error instanceof CountersignError) throw error;
    const { code = 'unknown', path = folder } = error as NodeJS.ErrnoException;
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new CountersignError('docs.not-written', `${path} cannot be written (${code}).`, {
      fix: 'Name a folder that may be written to: --output site.',
      cause: error,
    });
  }
}
