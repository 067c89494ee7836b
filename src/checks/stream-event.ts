import type { Endpoint } from '../contract/endpoint.ts';
import type { PushOperation } from '../contract/operation.ts';
import { explainedMessages, isExplained } from '../contract/promises.ts';
import { pushesOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import { earliest, firstWithin, latest } from '../rules/tolerance.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import {
  type CaseHead,
  needsPatience,
  presentEndpoints,
  runnable,
  unready,
  unrunnable,
} from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { canWait } from './patience.ts';
import { describeClose, describeFrame, describeFrames, seconds } from './received.ts';
import { eventsOf, judgeEvents } from './stream-events.ts';
import { planTrigger, type Trigger } from './stream-trigger.ts';

export const streamEvent: Check = defineCheck({
  id: 'stream.event',
  title: 'What the server sends of its own accord comes as declared',
  area: 'stream',
  source: 'AsyncAPI Operation Object; x-countersign.every, after, bind, ordered',
  row: 'M5, M6',
  follows: [{ check: 'exchange.reply', all: true }],
  explain:
    'Each event must fit its schema and carry what is bound to its subscription. A stream brings its first event at once and then keeps its cadence, within 20 % and 250 ms. An event that nothing triggers is listened for as long as patience allows; when it does not come, nothing is proved.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      pushesOf(endpoint)
        .filter((push) => !isExplained(endpoint, push))
        .flatMap((push) => planPush(context, endpoint, push)),
    ),
});

function planPush(context: CheckContext, endpoint: Endpoint, push: PushOperation): readonly CheckCase[] {
  const head = {
    basis: push.every?.basis ?? push.after?.basis ?? ('document' as const),
    endpoint: endpoint.id,
    at: push.at,
  };
  const names = push.messages.map((id) => `"${id}"`).join(' or ');
  const after = push.after === undefined ? '' : ` after "${push.after.value}"`;
  const first: CaseHead = {
    ...head,
    name: `${endpoint.id}/${push.id}`,
    title: `${names} comes${after}`,
    covers: [`${endpoint.id}:push.${push.id}`],
  };
  const trigger = planTrigger(context, endpoint, push);
  if ('unready' in trigger) return [unready(first, trigger)];
  const every = push.every?.value;
  if (every === undefined)
    return [
      push.after === undefined
        ? planSpontaneous(context, endpoint, push, first, trigger)
        : planFirst(context, push, first, trigger, context.timing.deadline),
    ];
  const soon = firstWithin(every, context.timing.deadline);
  return [
    planFirst(context, push, first, trigger, soon),
    planCadence(context, endpoint, push, trigger, soon, every),
  ];
}

/** It is triggered, by opening the connection or by a request: it must come. */
function planFirst(
  context: CheckContext,
  push: PushOperation,
  head: CaseHead,
  trigger: Trigger,
  within: number,
): CheckCase {
  const talk = trigger.begin();
  talk.add({ do: 'expect', on: 'a', until: trigger.expectation(1), within });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    return judgeEvents(context, opened.record, push, trigger, (events) => {
      const expected = `${push.messages.map((id) => `"${id}"`).join(' or ')} within ${seconds(within)}`;
      const [event] = events;
      if (event !== undefined)
        return {
          outcome: 'passed',
          message: `"${event.message}" came.`,
          expected,
          received: describeFrame(event),
        };
      return {
        outcome: 'failed',
        message: `No ${push.messages.map((id) => `"${id}"`).join(' or ')} came within ${seconds(within)}${push.every === undefined ? '' : '; the first is promised at once'}.`,
        expected,
        received: describeFrames(eventsAndOthers(opened.record, trigger)),
        rule: push.every === undefined ? 'x-countersign.after' : 'x-countersign.every',
      };
    });
  });
}

/** Nothing that the runner can do makes it come. */
function planSpontaneous(
  context: CheckContext,
  endpoint: Endpoint,
  push: PushOperation,
  head: CaseHead,
  trigger: Trigger,
): CheckCase {
  const talk = trigger.begin();
  const explained = explainedMessages(endpoint);
  talk.add({ do: 'expect', on: 'a', until: trigger.expectation(1), within: context.timing.patience });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    return judgeEvents(context, opened.record, push, trigger, (events) => {
      const own = events.find(({ message }) => message !== undefined && !explained.has(message)) ?? events[0];
      if (own !== undefined)
        return {
          outcome: 'passed',
          message: `"${own.message}" came of its own accord.`,
          received: describeFrame(own),
        };
      const { close } = opened.record;
      const meanwhile =
        close === undefined
          ? `within ${seconds(context.timing.patience)}`
          : `before the connection was closed with ${describeClose(close)}`;
      return {
        outcome: 'not-observed',
        message: `It did not come ${meanwhile}, and nothing that the document names could trigger it.`,
        remedy: `Make it happen while countersign listens, say what triggers it (x-countersign.after), or wait longer: --patience ${Math.ceil((context.timing.patience * 6) / 1000)}s.`,
      };
    });
  });
}

function planCadence(
  context: CheckContext,
  endpoint: Endpoint,
  push: PushOperation,
  trigger: Trigger,
  soon: number,
  every: number,
): CheckCase {
  const head: CaseHead = {
    name: `${endpoint.id}/${push.id}/cadence`,
    title: `${push.messages.map((id) => `"${id}"`).join(' or ')} comes every ${seconds(every)}`,
    basis: push.every?.basis ?? 'none',
    endpoint: endpoint.id,
    at: push.every?.at ?? push.at,
    covers: [`${endpoint.id}:cadence.${push.id}`],
  };
  // Two intervals: with one, a late first event looks like a wrong cadence.
  if (!canWait(context.timing, 2 * every)) return unrunnable(head, needsPatience(2 * every));
  const talk = trigger.begin();
  talk.add({ do: 'expect', on: 'a', until: trigger.expectation(3), within: soon + 2 * latest(every) });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    return judgeEvents(context, opened.record, push, trigger, (events) =>
      judgeCadence(
        events.map(({ at }) => at),
        every,
      ),
    );
  });
}

function judgeCadence(times: readonly number[], every: number): Finding {
  const intervals = times.slice(1, 3).map((time, i) => time - (times[i] ?? 0));
  const sides = {
    expected: `one every ${seconds(every)}, within 20 % and 250 ms`,
    received:
      intervals.length === 0 ? `${times.length} events` : `after ${intervals.map(seconds).join(', then ')}`,
    rule: 'x-countersign.every',
  };
  if (times.length === 0)
    return {
      outcome: 'skipped',
      message: 'Not tried: not even the first event came.',
      remedy: 'See the first event of this stream.',
    };
  const wrong = intervals.find((interval) => interval < earliest(every) || interval > latest(every));
  if (wrong !== undefined)
    return {
      outcome: 'failed',
      message: `An event came ${seconds(wrong)} after the one before it.`,
      ...sides,
    };
  if (intervals.length < 2)
    return {
      outcome: 'failed',
      message: `Only ${times.length} of 3 events came within two intervals.`,
      ...sides,
    };
  return { outcome: 'passed', message: `Events came ${sides.received}.`, ...sides };
}

function eventsAndOthers(
  record: ConnectionRecord,
  trigger: Trigger,
): readonly ConnectionRecord['frames'][number][] {
  return eventsOf(record, trigger.since);
}
