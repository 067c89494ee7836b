import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';
import { readPage } from './blocks.ts';
import { installPackage, openPlace, PACKAGE, removePlaces } from './place.ts';
import { checkTypes, runBlock, typedName } from './run-block.ts';

/** Held true by tests of their own: written from the code, or run against the five systems. */
const ELSEWHERE: readonly RegExp[] = [
  /^docs\/reference\//, // test/reference.test.ts, *-docs.test.ts: written from the code
  /^docs\/stories\/\w+-?\w+\.md$/, // test/stories/pages.test.ts
];

/** ms for a page, on a machine that is busy. */
const LIMIT = 300_000;

/** Blocks that are not run, in all pages. */
const MOST_NOT_RUN = 20;

const DOCS = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
const PAGES = ['README.md', ...DOCS.filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`)]
  .filter((path) => !ELSEWHERE.some((pattern) => pattern.test(path)))
  .map((path) => [path, readPage(readFileSync(join(ROOT, path), 'utf8'))] as const)
  .filter(([, { blocks }]) => blocks.length > 0);

beforeAll(() => {
  if (!existsSync(join(PACKAGE, 'dist/cli/main.js')))
    throw new Error('The blocks run the built command, and there is none: npm run build');
  installPackage();
});

afterAll(removePlaces);

describe('what stands in a fenced block is run', () => {
  test.concurrent.each(PAGES)('%s', { timeout: LIMIT }, async (path, { blocks, copyOf }) => {
    const place = await openPlace(path, copyOf);
    try {
      const typed: string[] = [];
      let printed = '';
      for (const block of blocks) {
        if (block.notRun !== undefined) continue;
        try {
          printed = await runBlock(block, place, printed);
        } catch (error) {
          throw new Error(`${path}:${block.line}: ${(error as Error).message}`);
        }
        typed.push(...[typedName(block) ?? []].flat());
      }
      await checkTypes(place, [...new Set(typed)]);
    } finally {
      place.end();
    }
  });

  test(`and of those that cannot be there are at most ${MOST_NOT_RUN}`, () => {
    const not = PAGES.flatMap(([path, { blocks }]) =>
      blocks.flatMap(({ notRun, line }) => (notRun === undefined ? [] : [`${path}:${line}: ${notRun}`])),
    );
    expect(not.length, not.join('\n')).toBeLessThanOrEqual(MOST_NOT_RUN);
  });
});
