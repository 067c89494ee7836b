import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** A command in a process group of its own, so that whatever it starts can be ended with it. */
export interface ProcessGroup {
  /** How the command ended, in words; `undefined` while it goes on. */
  ended(): string | undefined;
  /** Resolves when the command has ended. */
  readonly end: Promise<string>;
  /** SIGTERM to all of the group; has it ended within `ms`? */
  terminate(ms: number): Promise<boolean>;
  /** SIGTERM to all of the group, SIGKILL to what is left after `grace` ms. May be called more than once. */
  stop(grace?: number): Promise<void>;
}

/** ms that a backend gets to end by itself. */
const GRACE = 5_000;
/** ms that the kernel gets to clear away what was killed. */
const LAST = 2_000;

/**
 * Passes signals on to the group `$1`. It has a group of its own, so that Ctrl+C does not reach it; and when its standard
 * input ends without a word, Countersign was killed, and nobody else is left to end the group.
 */
const KEEPER = `while read -r word; do
  case $word in done) exit 0 ;; *) kill -s "$word" -- "-$1" ;; esac
done
kill -s TERM -- "-$1"; sleep 1; kill -s KILL -- "-$1"`;

/** Runs `command` in the user's shell. @param onText what it writes, to either stream, as it comes. */
export function startProcessGroup(command: string, onText: (text: string) => void): ProcessGroup {
  const child = spawn(command, {
    shell: true,
    detached: platform() !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let ended: string | undefined;
  const end = new Promise<string>((resolve) => {
    const say = (how: string): void => {
      ended ??= how;
      resolve(ended);
    };
    child.once('error', (error) => say(`it could not be started: ${error.message}`));
    child.once('exit', (code, signal) => say(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  });
  // Its streams end when the last of the group that holds them does, not when the shell does.
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onText);
  const signalGroup = child.pid === undefined ? undefined : createSignaller(child.pid);

  let isClosed = false;
  void closed.then(() => {
    isClosed = true;
  });
  const stopAll = async (grace: number): Promise<void> => {
    signalGroup?.send('TERM');
    await within(grace, closed);
    signalGroup?.send('KILL');
    await within(LAST, closed);
    child.stdout.destroy();
    child.stderr.destroy();
    await signalGroup?.close();
  };
  let stopping: Promise<void> | undefined;
  return {
    end,
    ended: () => ended,
    async terminate(ms) {
      signalGroup?.send('TERM');
      await within(ms, closed);
      return isClosed;
    },
    stop(grace = GRACE) {
      stopping ??= stopAll(grace);
      return stopping;
    },
  };
}

interface Signaller {
  send(signal: 'TERM' | 'KILL'): void;
  close(): Promise<void>;
}

function createSignaller(pid: number): Signaller {
  if (platform() === 'win32') {
    return {
      send: () => void spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' }),
      close: () => Promise.resolve(),
    };
  }
  const keeper: ChildProcess = spawn('/bin/sh', ['-c', KEEPER, 'keeper', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // A keeper that somebody has killed breaks the pipe: there is nothing that could be done about it.
  keeper.stdin?.on('error', () => {});
  const gone = once(keeper, 'close').catch(() => {});
  return {
    send: (signal) => void keeper.stdin?.write(`${signal}\n`),
    async close() {
      keeper.stdin?.end('done\n');
      await gone;
    },
  };
}

/** Resolves when `event` does, or after `ms`; leaves no timer behind. */
async function within(ms: number, event: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([event, delay(ms, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
