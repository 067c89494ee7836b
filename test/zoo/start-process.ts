import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Running } from './animal.ts';

/**
 * Runs a command beside a small shell, in a process group of its own; the shell ends the group when its standard
 * input closes. So nothing outlives the zoo, however the zoo ends.
 */
const KEEPER = '("$@"; echo "EXIT $?" >&2; kill -9 0) & cat > /dev/null; kill -9 0';

const STARTUP_MS = 30_000;

interface Command {
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The port that it was told to take; absent: it says `PORT n` itself. */
  readonly port?: number;
}

/** Resolves when it takes connections. Rejects, with what it printed, when it ends before that. */
export async function startProcess({ command, env, cwd, port }: Command): Promise<Running> {
  const child = spawn('/bin/sh', ['-c', KEEPER, 'zoo', ...command], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1', ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.stdin.on('error', () => {});
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = (): Promise<void> => {
    child.stdin.end();
    return gone;
  };
  let log = '';
  let timer: NodeJS.Timeout | undefined;
  try {
    const told = await new Promise<number>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${command.join(' ')} ${why}.\n${log}`));
      const read = (text: string): void => {
        log = (log + text).slice(-20_000);
        const said = /^PORT (\d+)$/m.exec(log);
        if (said !== null) resolve(Number(said[1]));
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      void gone.then(() => fail('ended before it was up'));
      timer = setTimeout(() => fail(`is not up after ${STARTUP_MS / 1000} s`), STARTUP_MS);
      if (port !== undefined) void untilItListens(port, () => resolve(port));
    });
    return { port: told, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function untilItListens(port: number, then: () => void): Promise<void> {
  const until = Date.now() + STARTUP_MS;
  while (Date.now() < until) {
    if (await listens(port)) return then();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A port of loopback that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** For a program that has to be told its port: another one may take it meanwhile, so it is tried again. */
export async function startAtFreePort(start: (port: number) => Promise<Running>): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (attempt >= 3) throw error;
    }
  }
}
