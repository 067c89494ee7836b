import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { PushOperation } from '../contract/operation.ts';
import type { Finding } from '../result/result.ts';
import { holdsBindings, judgeBindings } from '../rules/exchange.ts';
import type { ConnectionRecord, FrameRecord } from '../transcript/transcript.ts';
import type { CheckContext } from './check.ts';
import { frameAs, heard, payloadOf } from './frames.ts';
import { brokenFrame } from './judge-reply.ts';
import { describeFrame } from './received.ts';
import type { Trigger } from './stream-trigger.ts';

/** The data frames since the stream was begun. */
export function eventsOf(record: ConnectionRecord, since: number): readonly FrameRecord[] {
  return heard(record, since);
}

/** Judges each event of a push by itself (schema, binding, order), and hands the good ones on. */
export function judgeEvents(
  context: CheckContext,
  record: ConnectionRecord,
  push: PushOperation,
  trigger: Trigger,
  judge: (events: readonly FrameRecord[]) => Finding,
): Finding {
  const { sent } = trigger;
  if (
    sent !== undefined &&
    trigger.byAnother === undefined &&
    !record.frames.some(({ from, step }) => from === 'client' && step === trigger.since)
  )
    return {
      outcome: 'skipped',
      message: `Not tried: what a client says before "${sent.message}" did not get its reply.`,
      remedy: 'See exchange.reply.',
    };
  const replies = repliesTo(context, record, push, trigger);
  const events: FrameRecord[] = [];
  const strangers: Finding[] = [];
  let before: Json | undefined;
  for (const frame of eventsOf(record, trigger.since)) {
    const readings = push.messages.map((id) => ({ id, as: frameAs(context, frame, id) }));
    const broken = readings.find(({ as }) => as === 'broken');
    if (broken !== undefined)
      return { outcome: 'failed', expected: `a valid "${broken.id}"`, ...brokenFrame(frame, broken.id) };
    const valid = readings.find(({ as }) => as === 'valid');
    const payload = valid === undefined ? undefined : payloadOf(frame);
    if (valid === undefined) continue;
    if (payload !== undefined) {
      const [breach] = judgeBindings(payload, push.bind, {
        parameters: trigger.parameters,
        ...trigger.request,
        replies,
      });
      if (breach !== undefined) {
        const value = breach.received === undefined ? 'is absent' : `is ${JSON.stringify(breach.received)}`;
        strangers.push({
          outcome: 'failed',
          message: `"${valid.id}" came, but ${breach.binding.into} ${value} and must be ${JSON.stringify(breach.expected)}.`,
          expected: `${breach.binding.into}: ${JSON.stringify(breach.expected)}`,
          received: describeFrame(frame),
          rule: 'x-countersign.bind',
          at: breach.binding.at,
        });
        continue;
      }
      const value = push.ordered === undefined ? undefined : readPointer(payload, push.ordered.value);
      if (decreases(before, value))
        return {
          outcome: 'failed',
          message: `${push.ordered?.value} decreases from ${JSON.stringify(before)} to ${JSON.stringify(value)}.`,
          expected: `${push.ordered?.value} never decreases`,
          received: describeFrame(frame),
          rule: 'x-countersign.ordered',
          ...(push.ordered === undefined ? {} : { at: push.ordered.at }),
        };
      before = value ?? before;
    }
    events.push({ ...frame, message: valid.id });
  }
  // Events of other subscriptions, or replies of the same message, may come as well: they count only against
  // the stream where nothing of its own came.
  const [stranger] = strangers;
  return events.length === 0 && stranger !== undefined ? stranger : judge(events);
}

/**
 * What the server answered to the request that began the stream, where its events repeat something of that: a
 * subscription id that the server made up.
 */
export function repliesTo(
  context: CheckContext,
  record: ConnectionRecord,
  push: PushOperation,
  { sent, since, parameters }: Trigger,
): readonly Json[] {
  const reply = sent?.operation.reply;
  if (reply === undefined || !push.bind.some(({ from }) => from.kind === 'reply')) return [];
  return heard(record, since).flatMap((frame) => {
    const payload = payloadOf(frame);
    const isReply =
      reply.messages.some((id) => frameAs(context, frame, id) === 'valid') &&
      push.messages.every((id) => frameAs(context, frame, id) === 'other');
    if (payload === undefined || !isReply) return [];
    return holdsBindings(payload, reply.bind, { request: sent?.payload, parameters }) ? [payload] : [];
  });
}

function decreases(before: Json | undefined, value: Json | undefined): boolean {
  if (typeof before === 'number' && typeof value === 'number') return value < before;
  if (typeof before === 'string' && typeof value === 'string') return value < before;
  return false;
}
