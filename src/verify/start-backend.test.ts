import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { type StartedBackend, startBackend } from './start-backend.ts';

const NODE = JSON.stringify(process.execPath);
/** Listens, and has a child that would outlive it; both print their process ids. */
const PARENT = `${NODE} -e "
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'process.on(\\'SIGTERM\\',()=>{});console.log(\\'child \\'+process.pid);setInterval(()=>{},1000)'], { stdio: 'inherit' });
require('node:net').createServer().listen({port}, '127.0.0.1', () => console.log('up ' + process.pid));
"`;

const started: StartedBackend[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((backend) => backend.stop()));
});

async function start(command: string, options: Omit<Parameters<typeof startBackend>[0], 'command'> = {}) {
  const backend = await startBackend({ command, ...options });
  started.push(backend);
  return backend;
}

const server = (text = ''): string =>
  `${NODE} -e "console.log('starting');require('node:http').createServer((q,s)=>{s.statusCode=q.url==='/health'?200:500;s.end()}).listen({port},'127.0.0.1',()=>console.log('ready at {port}'));${text}"`;

describe('it is ready', () => {
  test.each([
    ['when the target takes connections', {}],
    ['when a URL answers', { ready: 'http://127.0.0.1:{port}/health' }],
    ['when its log says so', { ready: 'ready at {port}' }],
  ])('%s', async (_, options) => {
    const backend = await start(server(), options);
    expect(backend.target).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    const socket = connect(Number(new URL(backend.target).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    expect(backend.ended()).toBeUndefined();
  });
});

describe('it is not', () => {
  const failure = (command: string, options = {}): Promise<string> =>
    startBackend({ command, ...options }).then(
      () => expect.fail('it started'),
      (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
    );

  test('when it ends: its last lines are shown', async () => {
    expect(
      await failure(
        'echo one; echo two {port} >/dev/null; echo "\\033[31mno module app\\033[0m" >&2; exit 3',
      ),
    ).toBe(
      'backend.not-started: The backend ended before it was ready (exit code 3). Its last lines:\n  | one\n  | no module app',
    );
  });

  test('when there is no such command', async () => {
    expect(await failure('no-such-command-at-all {port}')).toMatch(
      /^backend\.not-started: The backend ended before it was ready \(exit code 127\)\. Its last lines:\n {2}\| .*not found$/,
    );
  });

  test('when its time is over, and it is then stopped', async () => {
    const message = await failure(`echo waiting for {port}; exec sleep 60`, { within: 300, ready: 'never' });
    expect(message).toMatch(
      /^backend\.not-started: The backend is not ready after 0\.3 s: "never" does not stand in its log\. Its last lines:\n {2}\| waiting for \d+$/,
    );
  });

  test('when it prints a secret, that is not shown', async () => {
    expect(
      await failure('echo "key hunter2hunter2"; exit 1 # {port}', { secrets: ['hunter2hunter2'] }),
    ).toContain('| key [redacted]');
  });

  test('when nobody knows its port', async () => {
    expect(await failure('true')).toBe('cli.bad-value: Nobody knows where the started backend listens.');
  });

  test('when it is interrupted', async () => {
    const signal = AbortSignal.abort(new Error('interrupted'));
    expect(await failure('exec sleep 60 # {port}', { signal })).toBe('undefined: interrupted');
  });
});

test('a backend on a port of its own', async () => {
  const port = await freePort();
  const backend = await start(server().replaceAll('{port}', String(port)), {
    target: `ws://127.0.0.1:${port}/x`,
  });
  expect(backend.target).toBe(`ws://127.0.0.1:${port}/x`);
});

test('its log, by time', async () => {
  const before = performance.now();
  const backend = await start(server("setInterval(()=>console.log('tick'),20).unref()"), { ready: 'ready' });
  expect(backend.log.between(before, performance.now())).toContain('starting');
  expect(backend.log.between(before - 2_000, before)).toEqual([]);
});

test('it is asked to end: in time, or not, and that is not an end by itself', async () => {
  const polite = await start(server(''), { ready: 'ready' });
  expect(await polite.terminate(5_000)).toBe(true);
  expect(polite.ended()).toBeUndefined();
  const deaf = await start(PARENT, { ready: 'child' });
  expect(await deaf.terminate(200)).toBe(false);
  await deaf.stop(100);
});

describe('nothing is left behind', () => {
  const pidsOf = (lines: readonly string[]): readonly number[] =>
    lines.flatMap((line) => /^(?:up|child) (\d+)$/.exec(line)?.slice(1).map(Number) ?? []);

  test('when it is stopped: children that do not listen to SIGTERM are killed', async () => {
    const backend = await start(PARENT, { ready: 'child' });
    await expect.poll(() => pidsOf(backend.log.last(10))).toHaveLength(2);
    const pids = pidsOf(backend.log.last(10));
    expect(pids.filter(isAlive)).toEqual(pids);
    await backend.stop(300);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  test('when Countersign itself is killed', async () => {
    const script = `
      import { startBackend } from ${JSON.stringify(fileURLToPath(new URL('./start-backend.ts', import.meta.url)))};
      const backend = await startBackend({ command: ${JSON.stringify(PARENT)}, ready: 'child' });
      setInterval(() => console.log(backend.log.last(10).join('\\n')), 20);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    let seen = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      seen += text;
    });
    await expect.poll(() => new Set(pidsOf(seen.split('\n'))).size, { timeout: 20_000 }).toBe(2);
    const pids = [...new Set(pidsOf(seen.split('\n')))];
    child.kill('SIGKILL');
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });
});

/** A process that has ended and that nobody has asked about yet (a zombie) holds nothing any more. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
