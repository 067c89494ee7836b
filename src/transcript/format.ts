import type { FrameRecord, HandshakeOutcome, HandshakeRecord } from './transcript.ts';

/** Most characters of a frame's data that its line shows. */
const FRAME_WIDTH = 200;

/** The request of a handshake as it was sent: request line, then one line per header. */
export function formatHandshakeRequest(record: HandshakeRecord): string {
  return [record.request.line, ...record.request.headers.map(([name, value]) => `${name}: ${value}`)].join(
    '\n',
  );
}

/**
 * What came of a handshake, in one line: `403 Forbidden (empty body) after 3 ms`,
 * `accepted (101) after 2 ms`, `no answer within 10 s`, `connection refused`.
 */
export function formatOutcome(outcome: HandshakeOutcome): string {
  switch (outcome.kind) {
    case 'accepted': {
      const protocol = outcome.subprotocol === undefined ? '' : `, subprotocol "${outcome.subprotocol}"`;
      const breaches = outcome.breaches.map((breach) => breach.rule).join(', ');
      const broken = breaches === '' ? '' : `, breaks ${breaches}`;
      return `accepted (101${protocol}${broken}) after ${formatDuration(outcome.after)}`;
    }
    case 'refused': {
      const status = outcome.reason === '' ? `${outcome.status}` : `${outcome.status} ${outcome.reason}`;
      return `${status} (${describeBody(outcome.body)}) after ${formatDuration(outcome.after)}`;
    }
    case 'failed':
      return formatFailure(outcome);
  }
}

type Failure = Pick<
  Extract<HandshakeOutcome, { kind: 'failed' }>,
  'stage' | 'code' | 'message' | 'bytes' | 'after'
>;

/** Why no answer was got, in one line; for a handshake or an HTTP request. */
export function formatFailure(failure: Failure): string {
  switch (failure.code) {
    case 'TIMEOUT':
      return `${TIMED_OUT[failure.stage]} within ${formatDuration(failure.after)}`;
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ENOTFOUND':
      return 'the name does not resolve';
    case 'CLOSED':
      return `closed without ${failure.bytes === undefined ? 'an' : 'a whole'} answer after ${formatDuration(failure.after)}`;
    case 'RESET':
      return `connection reset after ${formatDuration(failure.after)}`;
    case 'NOT_HTTP':
      return `no HTTP: ${cut(failure.bytes ?? '', 60)}`;
    default:
      return `${failure.stage.toUpperCase()} failed: ${cut(oneLine(failure.message), FRAME_WIDTH)} (${failure.code})`;
  }
}

const TIMED_OUT = {
  dns: 'name not resolved',
  tcp: 'no connection',
  tls: 'no TLS handshake',
  answer: 'no answer',
} as const;

/** One frame in one line: `← text {"type":"pong"} (pong)`. `→` is from the client, `←` from the server. */
export function formatFrame(frame: FrameRecord): string {
  const arrow = frame.from === 'client' ? '→' : '←';
  const data =
    frame.kind === 'text'
      ? cut(oneLine(frame.data), FRAME_WIDTH)
      : `${frame.size} ${frame.size === 1 ? 'byte' : 'bytes'}`;
  const message = frame.message === undefined ? '' : ` (${frame.message})`;
  const invalid = frame.invalid === undefined ? '' : ` ✗ ${oneLine(frame.invalid)}`;
  return `${arrow} ${frame.kind} ${data}${message}${invalid}`;
}

/** `3 ms`, `1.5 s`, `2 min`: as exact as a reader needs. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 119_950) return `${Number((ms / 1000).toFixed(1))} s`;
  return `${Number((ms / 60_000).toFixed(1))} min`;
}

function describeBody(body: string): string {
  return body.trim() === '' ? 'empty body' : `body: ${cut(oneLine(body), 120)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width)}… (${text.length} characters)`;
}
