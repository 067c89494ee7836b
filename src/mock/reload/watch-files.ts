import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Files that are watched. It keeps no process alive. */
export interface FileWatch {
  /** From now on these, absolute paths. */
  follow(files: readonly string[]): Promise<void>;
  close(): void;
}

/** Editors write in several steps: this long nothing must have happened, ms. */
const QUIET = 80;
/** Some take the file away before they put the new one there. ms. */
const GRACE = 400;

/**
 * Calls back when the text of one of the files is another than before, once for whatever happens at a time. Folders
 * are watched, not files: an editor that writes a new file and renames it would else be lost sight of. There is no
 * polling; on a file system that tells of no changes, nothing happens.
 */
export function watchFiles(onChange: (changed: readonly string[]) => void): FileWatch {
  const folders = new Map<string, FSWatcher>();
  const texts = new Map<string, string | undefined>();
  let names = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let patient = false;
  let closed = false;

  function soon(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
    timer.unref();
  }

  async function look(): Promise<void> {
    const now = await Promise.all(
      [...texts.keys()].map(async (file) => [file, await fingerprint(file)] as const),
    );
    if (closed) return;
    const changed = now.filter(([file, text]) => texts.has(file) && texts.get(file) !== text);
    if (changed.length === 0) return;
    if (!patient && changed.some(([, text]) => text === undefined)) {
      patient = true;
      soon(GRACE);
      return;
    }
    patient = false;
    for (const [file, text] of changed) texts.set(file, text);
    onChange(changed.map(([file]) => file));
  }

  function watchFolder(folder: string): void {
    if (folders.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        if (name === null || names.has(name)) soon(QUIET);
      });
      // A folder that goes away takes its watcher with it.
      watcher.on('error', () => {
        watcher.close();
        folders.delete(folder);
      });
      folders.set(folder, watcher);
    } catch {
      // What cannot be watched is not followed; the mock serves all the same.
    }
  }

  return {
    async follow(files) {
      const real = await Promise.all(files.map((file) => realpath(file).catch(() => file)));
      const known = await Promise.all(
        files.map(
          async (file) => [file, texts.has(file) ? texts.get(file) : await fingerprint(file)] as const,
        ),
      );
      if (closed) return;
      texts.clear();
      for (const [file, text] of known) texts.set(file, text);
      names = new Set([...files, ...real].map((file) => basename(file)));
      // A link may be put elsewhere, and what it leads to may be written to.
      const wanted = new Set([...files, ...real].map((file) => dirname(file)));
      for (const [folder, watcher] of folders) {
        if (wanted.has(folder)) continue;
        watcher.close();
        folders.delete(folder);
      }
      for (const folder of wanted) watchFolder(folder);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const watcher of folders.values()) watcher.close();
      folders.clear();
    },
  };
}

/** `undefined`: there is no such file just now. */
async function fingerprint(file: string): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('base64');
  } catch {
    return undefined;
  }
}
