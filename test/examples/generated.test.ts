import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';
import { PACKAGE } from '../docs-blocks/place.ts';

/** What the scripts called `generate` of the examples write, each command by itself. */
const COMMANDS = readdirSync(join(ROOT, 'examples')).flatMap((example) => {
  const file = join(ROOT, 'examples', example, 'package.json');
  if (!existsSync(file)) return [];
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: Record<string, string> };
  return (scripts.generate ?? '')
    .split(' && ')
    .filter((command) => command !== '')
    .map((command) => [example, command] as const);
});

/** A generator that changes changes them: `UPDATE_DOCS=1 npx vitest run test/examples` writes them anew. */
test.each(COMMANDS)('%s: %s gives what stands there', (example, command) => {
  const [name, ...args] = command.split(' ');
  expect(name).toBe('countersign');
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(PACKAGE, 'dist/cli/main.js'), ...args, ...(process.env.UPDATE_DOCS === '1' ? [] : ['--check'])],
    { cwd: join(ROOT, 'examples', example), encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: process.env.UPDATE_DOCS === '1' ? (expect.any(String) as unknown as string) : '',
  });
});

test('and there are such commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(2);
});
