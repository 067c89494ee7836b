import { parseTarget } from '../dial/parse-target.ts';
import { systemClock } from '../dial/system-clock.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { createRedactor } from '../transcript/redact.ts';
import { type BackendLog, createBackendLog } from './backend-log.ts';
import { describeReadiness, type Readiness, untilReady } from './backend-ready.ts';
import { freePort } from './free-port.ts';
import { type ProcessGroup, startProcessGroup } from './process-group.ts';

export interface StartOptions {
  /** Run in the user's shell; `{port}` becomes a free port. */
  readonly command: string;
  /** Default `ws://127.0.0.1:{port}`. */
  readonly target?: string;
  /** A URL that must answer, or a text that must stand in the log. Default: the target takes connections. */
  readonly ready?: string;
  /** ms. Default 30 s. */
  readonly within?: number;
  /** Never shown, though the backend should print one. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal;
}

/** A backend that Countersign has started. */
export interface StartedBackend {
  /** The target, with the port that was chosen. */
  readonly target: string;
  readonly log: Pick<BackendLog, 'between' | 'last'>;
  /** How it ended, where it has ended by itself; `undefined` while it goes on. */
  ended(): string | undefined;
  /** Asks it to end (SIGTERM), as a deployment does; has it, with all that it started, within that many ms? */
  terminate(within: number): Promise<boolean>;
  /** Ends it and whatever it has started: SIGTERM, and SIGKILL after `grace` ms (5 s). May be called more than once. */
  stop(grace?: number): Promise<void>;
}

const WITHIN = 30_000;
/** Lines of the log that an error shows. */
const LAST_LINES = 15;

/**
 * Starts a backend, and resolves when it is ready. It does not outlive this process, however that ends.
 * @throws CountersignError `backend.not-started`, with the last lines of its log; `cli.bad-value`, `target.bad-url`
 */
export async function startBackend(options: StartOptions): Promise<StartedBackend> {
  const { command, within = WITHIN } = options;
  const hasPort = [command, options.target ?? '', options.ready ?? ''].some((text) =>
    text.includes('{port}'),
  );
  if (!hasPort && options.target === undefined)
    throw new CountersignError('cli.bad-value', 'Nobody knows where the started backend listens.', {
      fix: 'Write {port} where the command takes its port, or give --target.',
    });
  const port = hasPort ? await freePort() : 0;
  const fill = (text: string): string => text.replaceAll('{port}', String(port));
  const target = fill(options.target ?? 'ws://127.0.0.1:{port}');
  const readiness = readinessOf(options.ready === undefined ? undefined : fill(options.ready), target);

  const log = createBackendLog(systemClock.now);
  const group = startProcessGroup(fill(command), log.write);
  try {
    await ready(group, readiness, log, within, options.signal);
  } catch (error) {
    await group.stop();
    throw error instanceof NotReady ? notStarted(error.message, log, options.secrets ?? []) : error;
  }
  let isAsked = false;
  return {
    target,
    log,
    ended: () => (isAsked ? undefined : group.ended()),
    terminate(within) {
      isAsked = true;
      return group.terminate(within);
    },
    stop: group.stop,
  };
}

class NotReady extends Error {}

/** Whatever comes first: it is ready, it ends, its time is over, or nobody wants it any more. */
async function ready(
  group: ProcessGroup,
  readiness: Readiness,
  log: BackendLog,
  within: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const end = new AbortController();
  const timer = setTimeout(
    () =>
      end.abort(
        new NotReady(`The backend is not ready after ${within / 1000} s: ${describeReadiness(readiness)}.`),
      ),
    within,
  );
  void group.end.then((how) => end.abort(new NotReady(`The backend ended before it was ready (${how}).`)));
  const interrupt = (): void => end.abort(signal?.reason);
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted === true) interrupt();
  try {
    await untilReady(readiness, log, end.signal);
    // Another process may listen on that port: one that has ended is not ready.
    await Promise.resolve();
    end.signal.throwIfAborted();
  } catch (error) {
    throw end.signal.aborted ? end.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', interrupt);
  }
}

function readinessOf(ready: string | undefined, target: string): Readiness {
  if (ready !== undefined && /^https?:\/\//i.test(ready)) return { kind: 'url', url: ready };
  if (ready !== undefined) return { kind: 'text', text: ready };
  const { host, port } = parseTarget(target.replace(/^[\w.-]+=/, ''));
  return { kind: 'port', host, port };
}

function notStarted(message: string, log: BackendLog, secrets: readonly string[]): CountersignError {
  const redact = createRedactor(secrets);
  const lines = log.last(LAST_LINES).map((line) => `  | ${redact(line)}`);
  const text =
    lines.length === 0 ? `${message} It wrote nothing.` : [`${message} Its last lines:`, ...lines].join('\n');
  return new CountersignError('backend.not-started', text, {
    fix: 'Run the command by hand; does it listen on {port}? --ready and --ready-timeout say when it is up.',
  });
}
