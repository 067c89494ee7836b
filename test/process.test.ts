import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './architecture/source-file.ts';

const MAIN = join(ROOT, 'dist/cli/main.js');

/** What the scenarios cannot show: how the process of the command behaves. */
describe('the process', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a command that waits, with %i and without a word', async (signal, code) => {
    // Standard input stays open, so `show -` waits for its document.
    const child = spawn(process.execPath, [MAIN, 'show', '-'], { stdio: 'pipe' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const exited = once(child, 'close');
    // It reads as soon as it waits, and not before: a pipe takes what nobody reads only up to its size.
    await new Promise((resolve) => child.stdin.write(Buffer.alloc(1 << 20, '#'), resolve));
    child.kill(signal);
    expect(await exited).toEqual([code, null]);
    expect(output).toBe('');
  });

  test('a reader that has seen enough is no error', async () => {
    const child = spawn(process.execPath, [MAIN, '--help'], { stdio: 'pipe' });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(errors).toBe('');
  });

  test('FORCE_COLOR colours what goes into a pipe, NO_COLOR does not', async () => {
    expect(await stdoutOf({ FORCE_COLOR: '1' })).toContain('\u001b[1mUsage\u001b[22m');
    expect(await stdoutOf({ NO_COLOR: '1' })).not.toContain('\u001b');
    expect(await stdoutOf({})).not.toContain('\u001b');
  });

  async function stdoutOf(env: Readonly<Record<string, string>>): Promise<string> {
    const child = spawn(process.execPath, [MAIN, '--help'], { stdio: 'pipe', env });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    await once(child, 'close');
    return output;
  }
});
