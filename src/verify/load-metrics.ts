import type { CaseResult, Outcome } from '../result/result.ts';
import type { Script } from '../script/script.ts';
import type { ConnectionRecord, FrameRecord } from '../transcript/transcript.ts';

/** What Artillery hands to a function of a scenario. */
export interface ArtilleryEvents {
  emit(event: 'counter' | 'histogram', name: string, value: number): unknown;
}

/** What Artillery can calculate with in a threshold: letters, digits and `_`. */
export function metricName(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
}

/** `refused`: nobody could speak, for the handshake was not accepted. */
export type Ending = 'kept' | 'broken' | 'refused' | 'unproved' | 'skipped';

const ENDINGS: Readonly<Record<Outcome, Ending>> = {
  passed: 'kept',
  warned: 'kept',
  observed: 'unproved',
  'not-observed': 'unproved',
  failed: 'broken',
  skipped: 'skipped',
};

/** How a virtual user's conversation ended. */
export function endingOf({ finding, transcript }: CaseResult): Ending {
  const ending = ENDINGS[finding.outcome];
  const isRefused = Object.values(transcript?.connections ?? {}).some(
    ({ handshake }) => handshake.outcome.kind !== 'accepted',
  );
  return isRefused && (ending === 'broken' || ending === 'skipped') ? 'refused' : ending;
}

/** Each counter is there from the first virtual user on, so that a condition can name it. */
export function countEnding(own: Ending, conversation: string, events: ArtilleryEvents): void {
  for (const name of new Set(Object.values(ENDINGS)).add('refused'))
    events.emit('counter', `countersign.${name}`, name === own ? 1 : 0);
  if (own === 'broken') events.emit('counter', `countersign.broken.${conversation}`, 1);
}

/** The handshake, the messages, and how long was waited for those that answer. */
export function measure(
  { transcript }: CaseResult,
  script: Script | undefined,
  replyTimes: readonly string[],
  events: ArtilleryEvents,
): void {
  // Counted while the connection is held; a condition names it, whatever happens.
  events.emit('counter', 'countersign.dropped', 0);
  if (transcript === undefined) return;
  for (const { handshake, frames } of Object.values(transcript.connections)) {
    const { outcome } = handshake;
    if (outcome.kind === 'accepted') events.emit('histogram', 'countersign.connect_time', outcome.after);
    else {
      const why = outcome.kind === 'refused' ? outcome.status : metricName(outcome.code);
      events.emit('counter', `countersign.refused.${why}`, 1);
    }
    countFrames(frames, events);
  }
  const steps = script?.steps ?? [];
  const asked = steps.findIndex((step) => step.do === 'send');
  for (const [index, step] of steps.entries()) {
    const record = transcript.steps[index];
    // A wait for anything at all is no wait for a reply.
    if (step.do !== 'expect' || step.until.messages === undefined || index < asked) continue;
    if (record?.fulfilled !== true) continue;
    for (const name of replyTimes)
      events.emit('histogram', `countersign.reply_time.${name}`, record.to - record.from);
  }
}

/** RFC 6455 §7.4.1 and its registry: the server failed, restarts, or is too busy. */
const TROUBLE: ReadonlySet<number> = new Set([1011, 1012, 1013]);

/** What came while a connection was only kept open. Returns what is wrong with it, in a sentence. */
export function measureHold(
  before: ConnectionRecord,
  after: ConnectionRecord,
  events: ArtilleryEvents,
): string | undefined {
  const frames = after.frames.slice(before.frames.length);
  countFrames(frames, events);
  const { close } = after;
  const isDropped = close?.by === 'server' && (close.how !== 'close-frame' || TROUBLE.has(close.code));
  if (close?.by === 'server') events.emit('counter', `countersign.closed.${close.code}`, 1);
  if (isDropped) events.emit('counter', 'countersign.dropped', 1);
  const broken = frames.find(
    ({ from, message, invalid }) => from === 'server' && message !== undefined && invalid !== undefined,
  );
  return broken === undefined ? undefined : `"${broken.message}" is not valid: ${broken.invalid}`;
}

function countFrames(frames: readonly FrameRecord[], events: ArtilleryEvents): void {
  for (const { from, kind, message, invalid } of frames) {
    if (kind !== 'text' && kind !== 'binary') continue;
    const name = message === undefined ? 'unknown_message' : metricName(message);
    const what = from === 'client' ? 'sent' : invalid === undefined ? 'received' : 'invalid';
    events.emit('counter', `countersign.${what}.${name}`, 1);
  }
}
