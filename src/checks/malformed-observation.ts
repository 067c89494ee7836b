import type { ConnectionRecord, FrameRecord } from '../transcript/transcript.ts';
import { describeClose, describeFrames } from './received.ts';

/** What came in answer to a malformed frame. */
export function came(record: ConnectionRecord, frames: readonly FrameRecord[]): string {
  const closed = record.close?.by === 'server' ? `closed with ${describeClose(record.close)}` : undefined;
  if (frames.length === 0) return closed ?? 'nothing';
  return closed === undefined ? describeFrames(frames) : `${describeFrames(frames)}; then ${closed}`;
}

/** The same as a sentence, where nobody promised anything. */
export function observation(what: string, record: ConnectionRecord, frames: readonly FrameRecord[]): string {
  const [first] = frames;
  if (first !== undefined)
    return first.message === undefined
      ? `${what} is answered with something that fits no message.`
      : `${what} is answered with "${first.message}".`;
  if (record.close?.by !== 'server') return `${what} is ignored.`;
  return record.close.code === 1006
    ? `${what} makes the backend drop the connection without a Close frame: a crash, most likely.`
    : `${what} closes the connection with ${describeClose(record.close)}.`;
}

/** The line that would make it a promise; `undefined` for what nobody can promise. */
export function policyLine(record: ConnectionRecord, [first]: readonly FrameRecord[]): string | undefined {
  if (first !== undefined)
    return first.message === undefined ? undefined : `invalid: { reply: ${first.message} }`;
  if (record.close?.by !== 'server') return 'invalid: ignore';
  return record.close.code === 1006 || record.close.code === 1005
    ? undefined
    : `invalid: { close: ${record.close.code} }`;
}
