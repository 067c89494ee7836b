import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A system of `fixtures/`, running as a process of its own. */
export interface Backend {
  /** `http://<host>:<port>` */
  readonly url: string;
  /** `ws://<host>:<port>` */
  readonly wsUrl: string;
  readonly port: number;
  /** All that it has printed so far, stdout and stderr as they came. */
  log(): string;
  /** Kills it; resolves when it is gone. May be called more than once. */
  stop(): Promise<void>;
}

export interface BackendOptions {
  /** Settings, `BREAK` among them, on top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** uvicorn's WebSocket implementation. Default `websockets`. */
  readonly ws?: 'websockets' | 'wsproto';
  /** The address that it listens on. Default `127.0.0.1`. */
  readonly host?: string;
}

const PYTHON = '/usr/bin/python3';
const MODULES = 'fastapi, uvicorn, websockets, wsproto, jwt, multipart';
const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const READY = /Uvicorn running on http:\/\/[\d.]+:(\d+)/;
const STARTUP_MS = 30_000;

/** uvicorn, which ends when its stdin does: so it cannot outlive the test process, however that ends. */
const SERVE = `
import os, threading, uvicorn
threading.Thread(target=lambda: (os.read(0, 1), os._exit(0)), daemon=True).start()
uvicorn.main()
`;

let missing: string | undefined | null = null;

/**
 * Why no backend can be started here, and how to change that; `undefined` when one can. For `skipIf`.
 * With `CI` set it throws instead: there, nothing is skipped.
 */
export function backendMissing(): string | undefined {
  if (missing === null) missing = lookForModules();
  if (missing !== undefined && process.env.CI) throw new Error(missing);
  return missing;
}

/**
 * Starts `fixtures/<fixture>/backend.py` on a free port and resolves when it accepts connections.
 * Rejects, with the log, when it ends before that.
 */
export async function startBackend(fixture: string, options: BackendOptions = {}): Promise<Backend> {
  const host = options.host ?? '127.0.0.1';
  const child = spawn(
    PYTHON,
    [
      ...['-c', SERVE, 'backend:app', '--app-dir', `${FIXTURES}${fixture}`],
      ...['--host', host, '--port', '0', '--ws', options.ws ?? 'websockets'],
    ],
    {
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONUNBUFFERED: '1',
        PYTHONUTF8: '1',
        ...options.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A process group of its own, so that whatever it starts can be ended with it.
      detached: true,
    },
  );
  // A backend that dies breaks the pipe: no error of ours.
  child.stdin.on('error', () => {});
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = (): void => killGroup(child);
  process.once('exit', kill);
  void gone.then(() => process.off('exit', kill));
  const stop = (): Promise<void> => {
    kill();
    return gone;
  };

  let log = '';
  let deadline: NodeJS.Timeout | undefined;
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new Error(`The backend of fixtures/${fixture} ${why}.\n${log}`));
    const read = (text: string): void => {
      log += text;
      const ready = READY.exec(log);
      if (ready !== null) resolve(Number(ready[1]));
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void gone.then(() => fail('ended before it was up'));
    deadline = setTimeout(() => fail(`is not up after ${STARTUP_MS / 1000} s`), STARTUP_MS);
  })
    .catch(async (error: unknown) => {
      await stop();
      throw error;
    })
    .finally(() => clearTimeout(deadline));

  return {
    url: `http://${host}:${port}`,
    wsUrl: `ws://${host}:${port}`,
    port,
    log: () => log,
    stop,
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended in this very moment.
  }
}

function lookForModules(): string | undefined {
  const found = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', `import ${MODULES}`], { encoding: 'utf8' });
  if (found && found.status === 0) return undefined;
  const why = found ? (found.stderr.trim().split('\n').at(-1) ?? '') : 'there is no such file';
  return `${PYTHON} cannot run the backends (${why}): apt-get install -y $(grep -v '^#' test/debian.txt)`;
}
