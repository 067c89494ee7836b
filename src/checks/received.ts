import type { Json } from '../contract/json.ts';
import { formatDuration, formatFailure } from '../transcript/format.ts';
import type {
  AnswerRecord,
  CloseRecord,
  ConnectionRecord,
  FrameRecord,
  HandshakeOutcome,
} from '../transcript/transcript.ts';

/** Most characters of a payload that a finding shows. */
const PAYLOAD_WIDTH = 300;

/** The handshake that was sent, as far as it tells one case from another. */
export function sentHandshake(record: ConnectionRecord | undefined): string | undefined {
  if (record === undefined) return undefined;
  const { line, headers } = record.handshake.request;
  const origin = headers.filter(([name]) => /^origin$/i.test(name)).map(([, value]) => `Origin: ${value}`);
  const others = headers
    .filter(([name]) => /^(sec-websocket-protocol|authorization|cookie|x-.*)$/i.test(name))
    .map(([name, value]) => `${name}: ${value}`);
  return [
    line.replace(/ HTTP\/1\.1$/, ''),
    ...(origin.length === 0 ? ['no Origin'] : origin),
    ...others,
  ].join(' · ');
}

/** `403 Forbidden`, `101`, `no answer within 10 s`. */
export function describeOutcome(outcome: HandshakeOutcome): string {
  if (outcome.kind === 'failed') return formatFailure(outcome);
  return `${outcome.status} ${outcome.reason}`.trim();
}

/** `4401 "token expired"`, `1006 (no Close frame)`. */
export function describeClose(close: CloseRecord): string {
  if (close.code === 1006)
    return `1006 (${close.how === 'protocol-error' ? 'a protocol error' : 'no Close frame'})`;
  return close.reason === '' ? String(close.code) : `${close.code} "${close.reason}"`;
}

export function describePayload(payload: Json): string {
  return shorten(JSON.stringify(payload), PAYLOAD_WIDTH);
}

/** What came in a frame, and as what it was recognised. */
export function describeFrame(frame: FrameRecord): string {
  const data =
    frame.kind === 'text' ? shorten(oneLine(frame.data), PAYLOAD_WIDTH) : `${frame.size} bytes (binary)`;
  return frame.message === undefined ? data : `${frame.message} ${data}`;
}

/** Frames in order, the first few of them; `nothing` for none. */
export function describeFrames(frames: readonly FrameRecord[], most = 3): string {
  if (frames.length === 0) return 'nothing';
  const shown = frames.slice(0, most).map(describeFrame);
  const rest = frames.length - shown.length;
  return `${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

export function describeAnswer(answer: AnswerRecord): string {
  const { outcome } = answer;
  if (outcome.kind === 'failed') return formatFailure(outcome);
  const body = oneLine(outcome.body);
  return body === ''
    ? `${outcome.status}, without a body`
    : `${outcome.status} ${shorten(body, PAYLOAD_WIDTH)}`;
}

export function sentRequest(answer: AnswerRecord): string {
  const { method, url, headers, body } = answer.request;
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const notable = headers.filter(([name]) => /^(origin|authorization|cookie|access-control-.*)$/i.test(name));
  return [
    `${method} ${path === '' ? '/' : path}`,
    ...notable.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [shorten(oneLine(body), PAYLOAD_WIDTH)]),
  ].join(' · ');
}

export function seconds(ms: number): string {
  return formatDuration(ms);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shorten(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
