import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { IncomingFrame, Recognition } from '../rules/recognition.ts';
import type { OutgoingFrame, Script } from '../script/script.ts';
import { createRedactor } from '../transcript/redact.ts';
import type { ConnectionRecord, StepRecord, Transcript } from '../transcript/transcript.ts';
import { createLifetime } from './lifetime.ts';
import { performStep, type Run } from './perform-step.ts';
import type { ConnectionWords, ScriptConnection } from './script-connection.ts';
import type { Clock, Transport } from './transport.ts';

/** How long, in ms, a connection that is still open at the end of a script gets for its closing handshake. */
export const FAREWELL_WAIT = 200;

export interface RunOptions {
  /** What a frame is in the eyes of the contract. Absent: nobody asks, and payloads are read as plain JSON. */
  readonly recognise?: (endpoint: EndpointId, from: 'client' | 'server', frame: IncomingFrame) => Recognition;
  /** The frames that a frame of the server stands for, each judged by itself. Absent: it stands for itself. */
  readonly split?: (endpoint: EndpointId, frame: IncomingFrame) => readonly IncomingFrame[];
  /** What a connection says to a message of the server by itself, as it answers a Ping with a Pong. Absent: nothing. */
  readonly answer?: (endpoint: EndpointId, message: MessageId, payload: Json) => OutgoingFrame | undefined;
  /** Takes the secrets out of every text of the transcript. Default: `createRedactor([])`. */
  readonly redact?: (text: string) => string;
  /** Ends the backend, for a `stop` step; has it ended within that many ms? Absent: nobody may end it. */
  readonly stop?: (within: number) => Promise<boolean>;
  /** Ends the script, as a step that could not be done does. */
  readonly signal?: AbortSignal;
  /** Connections stay open for that long after a completed script. The transcript holds nothing of it. */
  readonly linger?: Linger;
}

export interface Linger {
  readonly ms: number;
  /** Told, for each connection that was open at the script's end, what its record held then and holds now. */
  over(before: ConnectionRecord, after: ConnectionRecord): void;
}

/**
 * Runs a script, step after step, and tells what happened. Whatever the other side does, there is a
 * transcript; it rejects only where one of its `options` throws. All its time is the clock's: on a
 * virtual clock and a transport without sockets it runs without waiting.
 *
 * - A step that needs an open connection (`send`), or one that was once open (`expect`, `close`), ends the
 *   script where there is none; so does a `connect` whose name is taken. Its record stands in `steps`.
 * - `expect`: see `Inbox` and `createListening`. It ends at once when the connection is closed. One that is
 *   `required` and not fulfilled ends the script.
 * - `close` on a closed connection has nothing to do. Without an answer for 2 s, TCP is dropped.
 * - At the deadline the handshake or request that goes on is cut short, and everything else ends at once.
 * - At the end every open connection is closed with 1000, and dropped 200 ms later; that is not recorded.
 */
export async function runScript(
  script: Script,
  transport: Transport,
  clock: Clock,
  options: RunOptions = {},
): Promise<Transcript> {
  const { signal, redact = createRedactor([]) } = options;
  const began = clock.now();
  const elapsed = (): number => Math.round((clock.now() - began) * 10) / 10;
  const lifetime = createLifetime(clock);
  const steps: StepRecord[] = [];
  let mistake: { readonly error: unknown } | undefined;

  const safely = <T>(ask: () => T | undefined): T | undefined => {
    try {
      return ask();
    } catch (error) {
      // Thrown on from inside a socket's event it would take the process down.
      mistake ??= { error };
      lifetime.end('stopped');
      return undefined;
    }
  };
  const words = (endpoint: EndpointId | undefined): ConnectionWords => ({
    recognise: (from, frame) =>
      endpoint === undefined ? undefined : safely(() => options.recognise?.(endpoint, from, frame)),
    split: (frame) =>
      (endpoint === undefined ? undefined : safely(() => options.split?.(endpoint, frame))) ?? [frame],
    answer: (message, payload) =>
      endpoint === undefined ? undefined : safely(() => options.answer?.(endpoint, message, payload)),
  });

  const run: Run = {
    transport,
    lifetime,
    connections: new Map(),
    answers: new Map(),
    signal,
    stop: options.stop,
    redact,
    remaining: () => Math.max(0, script.deadline - (clock.now() - began)),
    took: ({ from, to }) => {
      const [first, last] = [steps[from], steps[to]];
      return first === undefined || last === undefined ? 0 : last.to - first.from;
    },
    context: (url, endpoint) => ({ url, ...words(endpoint), redact, elapsed, step: () => steps.length }),
  };

  const abort = (): void => lifetime.end('stopped');
  const cancelDeadline = clock.after(script.deadline, () => lifetime.end('deadline'));
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();

  for (const step of script.steps) {
    if (lifetime.ended() !== undefined) break;
    const from = elapsed();
    const outcome = await performStep(step, run);
    steps.push({ from, to: elapsed(), ...(typeof outcome === 'boolean' ? { fulfilled: outcome } : {}) });
    const missed = step.do === 'expect' && step.required === true && outcome === false;
    if (outcome === 'impossible' || missed) lifetime.end('stopped');
  }
  lifetime.end('completed');
  cancelDeadline();
  signal?.removeEventListener('abort', abort);

  const connections = [...run.connections];
  const transcript: Transcript = {
    connections: Object.fromEntries(connections.map(([name, connection]) => [name, connection.record()])),
    answers: Object.fromEntries(run.answers),
    ended: lifetime.ended() ?? 'completed',
    steps,
    duration: elapsed(),
  };
  if (options.linger !== undefined && transcript.ended === 'completed' && mistake === undefined)
    await stay(connections, options.linger, clock, signal);
  await Promise.all(connections.map(([, connection]) => farewell(connection, clock)));
  if (mistake !== undefined) throw mistake.error;
  return transcript;
}

/** Keeps open connections open, until the time is over or none of them is left. */
async function stay(
  connections: readonly (readonly [name: string, connection: ScriptConnection])[],
  { ms, over }: Linger,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<void> {
  const open = connections.map(([, connection]) => connection).filter((connection) => connection.isOpen());
  if (open.length === 0 || signal?.aborted === true) return;
  const before = open.map((connection) => connection.record());
  await new Promise<void>((resolve) => {
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal?.addEventListener('abort', end, { once: true });
    let left = open.length;
    for (const connection of open)
      connection.onceClosed(() => {
        left -= 1;
        if (left === 0) end();
      });
  });
  for (const [index, connection] of open.entries()) {
    const record = before[index];
    if (record !== undefined) over(record, connection.record());
  }
}

function farewell(connection: ScriptConnection, clock: Clock): Promise<void> {
  if (!connection.isOpen()) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(FAREWELL_WAIT, () => connection.destroy());
    connection.onceClosed(() => {
      cancel();
      resolve();
    });
    connection.close(1000, undefined);
  });
}
