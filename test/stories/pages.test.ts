import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import { ROOT } from '../architecture/source-file.ts';
import { backendMissing } from '../support/backend.ts';
import { documentOf } from './documents.ts';
import { toldAnew, variantOf, withoutTimes } from './page.ts';
import { VARIANTS } from './variants.ts';

const FOLDER = join(ROOT, 'docs/stories');
const PAGES = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');

/** The pages print what the command prints. `UPDATE=1 npx vitest run test/stories/pages.test.ts` writes it anew. */
describe.skipIf(backendMissing())('docs/stories', () => {
  // Compiling holds up the event loop, and with it the answers that the others wait for.
  beforeAll(async () => {
    for (const system of new Set(VARIANTS.map((one) => one.system)))
      await loadContract(join(ROOT, documentOf(system)));
  });

  test.each(PAGES)('%s is what the command prints', async (name) => {
    const path = join(FOLDER, name);
    const page = readFileSync(path, 'utf8');
    const variant = variantOf(page, VARIANTS);
    const anew = await toldAnew(page, variant);
    expect(anew).toMatch(new RegExp(`^[✗✓] ${variant.knocks[0].verdict}:`, 'm'));
    if (process.env.UPDATE === '1' && withoutTimes(anew) !== withoutTimes(page)) writeFileSync(path, anew);
    else expect(withoutTimes(page)).toBe(withoutTimes(anew));
  });

  test('the index names every page, and there is one for each system', () => {
    const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    expect([...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name).sort()).toEqual(
      [...PAGES].sort(),
    );
    const told = PAGES.map((name) => variantOf(readFileSync(join(FOLDER, name), 'utf8'), VARIANTS).system);
    expect(told.sort()).toEqual([...new Set(VARIANTS.map(({ system }) => system))].sort());
  });
});
