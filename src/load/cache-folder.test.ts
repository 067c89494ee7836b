import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cacheFolder } from './cache-folder.ts';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign folder '));
  for (const folder of ['app/node_modules', 'app/api/v1', 'app/docs/node_modules', 'bare/api']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  for (const folder of ['app', 'app/api', 'bare']) await writeFile(join(root, folder, 'package.json'), '{}');
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

test.each([
  ['beside the document', 'app/asyncapi.yaml', 'app'],
  ['above it, past a package without packages', 'app/api/v1/asyncapi.yaml', 'app'],
  ['above it, past packages without a package', 'app/docs/asyncapi.yaml', 'app'],
])('a project %s keeps its contracts', (_, document, project) => {
  expect(cacheFolder(join(root, document), { XDG_CACHE_HOME: '/c' })).toBe(
    join(root, project, 'node_modules', '.cache', 'countersign'),
  );
});

test.each([
  ['linux', { XDG_CACHE_HOME: '/c' }, '/c/countersign'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache', 'countersign')],
  ['linux', {}, join(homedir(), '.cache', 'countersign')],
  ['darwin', {}, join(homedir(), 'Library', 'Caches', 'countersign')],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/countersign'],
  ['win32', {}, join(homedir(), 'AppData', 'Local', 'countersign')],
])('without a project, the user does: %s %j', (platform, environment, expected) => {
  expect(cacheFolder(join(root, 'bare/api/asyncapi.yaml'), environment, platform)).toBe(expected);
});
