import { mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileWatch, watchFiles } from './watch-files.ts';

let folder: string;
let seen: (readonly string[])[];
let watched: FileWatch;
let waiting: (() => void) | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-watch-'));
  seen = [];
  watched = watchFiles((changed) => {
    seen.push(changed);
    waiting?.();
  });
  await writeFile(path('a.yaml'), 'one');
  await writeFile(path('b.yaml'), 'one');
  await watched.follow([path('a.yaml'), path('b.yaml')]);
});
afterEach(async () => {
  watched.close();
  await rm(folder, { recursive: true, force: true });
});

const path = (name: string): string => join(folder, name);

function change(): Promise<void> {
  return new Promise((resolve) => {
    waiting = resolve;
  });
}

/** Something that is told of for certain; what should not be told of would have come before it. */
async function landmark(): Promise<void> {
  const next = change();
  await writeFile(path('b.yaml'), `landmark ${seen.length}`);
  await next;
}

describe('a file that is watched', () => {
  test.each<[string, () => Promise<void>]>([
    ['is written to', () => writeFile(path('a.yaml'), 'two')],
    [
      'is replaced by one that was written beside it',
      async () => {
        await writeFile(path('.a.yaml.swp'), 'two');
        await rename(path('.a.yaml.swp'), path('a.yaml'));
      },
    ],
    [
      'is taken away and written anew',
      async () => {
        await unlink(path('a.yaml'));
        await writeFile(path('a.yaml'), 'two');
      },
    ],
  ])('%s', async (_, act) => {
    const next = change();
    await act();
    await next;
    expect(seen).toEqual([[path('a.yaml')]]);
  });

  test('is told of once, however often it is written to at a time', async () => {
    const next = change();
    for (let n = 0; n < 20; n += 1) await writeFile(path('a.yaml'), `${n}`);
    await next;
    await landmark();
    expect(seen).toEqual([[path('a.yaml')], [path('b.yaml')]]);
  });

  test('is not told of when its text is the same, nor is another file', async () => {
    await writeFile(path('a.yaml'), 'one');
    await writeFile(path('c.yaml'), 'new');
    await landmark();
    expect(seen).toEqual([[path('b.yaml')]]);
  });

  test('is a link, and what it leads to is written to', async () => {
    const other = await mkdtemp(join(tmpdir(), 'countersign-watch-'));
    try {
      await writeFile(join(other, 'real.yaml'), 'one');
      await symlink(join(other, 'real.yaml'), path('link.yaml'));
      await watched.follow([path('link.yaml')]);
      const next = change();
      await writeFile(join(other, 'real.yaml'), 'two');
      await next;
      expect(seen).toEqual([[path('link.yaml')]]);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  test('is no longer one when others are followed, and still is one that was followed before', async () => {
    await writeFile(path('c.yaml'), 'one');
    await watched.follow([path('b.yaml'), path('c.yaml')]);
    await writeFile(path('a.yaml'), 'two');
    const next = change();
    await writeFile(path('c.yaml'), 'two');
    await next;
    expect(seen).toEqual([[path('c.yaml')]]);
  });
});
