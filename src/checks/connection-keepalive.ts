import type { Endpoint, Keepalive } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import { earliest, latest } from '../rules/tolerance.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse } from './conversation.ts';
import {
  isUnready,
  needsPatience,
  presentEndpoints,
  runnable,
  unready,
  unrunnable,
} from './endpoint-case.ts';
import { frameAs, heard, namesOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame } from './judge-reply.ts';
import { canWait } from './patience.ts';
import { describeClose, describeFrames, seconds } from './received.ts';

export const connectionKeepalive: Check = defineCheck({
  id: 'connection.keepalive',
  title: 'Silence of the client is answered as declared',
  area: 'connection',
  source: 'x-countersign.keepalive',
  row: 'M19',
  explain:
    'Proxies drop a connection on which nothing happens (nginx after 60 s). The document says after how much silence the server speaks, and after how much it closes; both are waited for where patience allows.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const keepalive = endpoint.keepalive?.value;
      if (keepalive === undefined) return [];
      return [
        ...(keepalive.send === undefined ? [] : [plan(context, endpoint, keepalive, 'send', keepalive.idle)]),
        ...(keepalive.ping === undefined ? [] : [planPing(context, endpoint, keepalive)]),
        ...(keepalive.close === undefined
          ? []
          : [plan(context, endpoint, keepalive, 'close', keepalive.close)]),
      ];
    }),
});

function plan(
  context: CheckContext,
  endpoint: Endpoint,
  keepalive: Keepalive,
  part: 'send' | 'close',
  ms: number,
): CheckCase {
  const what = part === 'send' ? `sends "${keepalive.send}"` : 'closes the connection';
  const head = {
    name: `${endpoint.id}/${part}`,
    title: `${endpoint.address} ${what} after ${seconds(ms)} of silence`,
    basis: endpoint.keepalive?.basis ?? ('none' as const),
    endpoint: endpoint.id,
    at: endpoint.keepalive?.at ?? endpoint.at,
    covers: [`${endpoint.id}:keepalive`],
  };
  if (part === 'close' && keepalive.ping === true)
    return unrunnable(head, {
      outcome: 'not-observed',
      message: 'The runner answers each Ping, and so it is never silent for so long.',
      remedy: 'Try it with a client that does not answer Pings.',
    });
  if (!canWait(context.timing, ms)) return unrunnable(head, needsPatience(ms));
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return unready(head, opening);
  const talk = converse(context, endpoint, opening);
  talk.add({
    do: 'expect',
    on: 'a',
    until:
      part === 'send' && keepalive.send !== undefined
        ? { messages: namesOf(context, endpoint.id, [keepalive.send]) }
        : { closed: true },
    within: latest(ms) + context.timing.quiet,
  });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    return part === 'send' && keepalive.send !== undefined
      ? judgeSend(context, opened.record, keepalive.send, ms)
      : judgeClose(opened.record, ms);
  });
}

function planPing(context: CheckContext, endpoint: Endpoint, { idle }: Keepalive): CheckCase {
  const head = {
    name: `${endpoint.id}/ping`,
    title: `${endpoint.address} sends a Ping after ${seconds(idle)} of silence`,
    basis: endpoint.keepalive?.basis ?? ('none' as const),
    endpoint: endpoint.id,
    at: endpoint.keepalive?.at ?? endpoint.at,
    covers: [`${endpoint.id}:keepalive`],
  };
  if (!canWait(context.timing, idle)) return unrunnable(head, needsPatience(idle));
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return unready(head, opening);
  const talk = converse(context, endpoint, opening);
  talk.add({ do: 'wait', ms: latest(idle) + context.timing.quiet });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    const ping = opened.record.frames.find(({ from, kind }) => from === 'server' && kind === 'ping');
    const sides = {
      sent: 'nothing',
      expected: `a Ping after ${seconds(idle)} of silence`,
      rule: 'x-countersign.keepalive',
    };
    if (ping === undefined)
      return {
        outcome: 'failed',
        message: `No Ping came within ${seconds(latest(idle))} of silence.`,
        ...sides,
        received: 'nothing',
      };
    const received = `a Ping after ${seconds(ping.at - openedAt(opened.record))}`;
    return { outcome: 'passed', message: 'A Ping came.', ...sides, received };
  });
}

/** Silence begins when the connection is open: the client says nothing at all. */
function openedAt(record: ConnectionRecord): number {
  const { outcome } = record.handshake;
  return outcome.kind === 'accepted' ? outcome.after : 0;
}

function judgeSend(context: CheckContext, record: ConnectionRecord, id: string, ms: number): Finding {
  const frames = heard(record);
  const sides = {
    sent: 'nothing',
    expected: `"${id}" after ${seconds(ms)} of silence`,
    received: describeFrames(frames, 5),
    rule: 'x-countersign.keepalive',
  };
  for (const frame of frames) {
    const as = frameAs(context, frame, id);
    if (as === 'broken') return { outcome: 'failed', ...sides, ...brokenFrame(frame, id) };
    if (as === 'valid') {
      const after = frame.at - openedAt(record);
      if (after <= latest(ms))
        return { outcome: 'passed', message: `"${id}" came after ${seconds(after)}.`, ...sides };
      return {
        outcome: 'failed',
        message: `"${id}" came only after ${seconds(after)} of silence.`,
        ...sides,
      };
    }
  }
  const closed =
    record.close?.by === 'server' ? ` The connection was closed with ${describeClose(record.close)}.` : '';
  return {
    outcome: 'failed',
    message: `"${id}" did not come after ${seconds(ms)} of silence.${closed}`,
    ...sides,
  };
}

function judgeClose(record: ConnectionRecord, ms: number): Finding {
  const sides = {
    sent: 'nothing',
    expected: `closed after ${seconds(ms)} of silence`,
    rule: 'x-countersign.keepalive',
  };
  if (record.close?.by !== 'server')
    return {
      outcome: 'failed',
      message: `The connection is still open after ${seconds(latest(ms))} of silence.`,
      ...sides,
      received: 'nothing',
    };
  const after = record.close.at - openedAt(record);
  const received = `closed with ${describeClose(record.close)} after ${seconds(after)}`;
  if (after < earliest(ms))
    return {
      outcome: 'failed',
      message: `The connection was closed after ${seconds(after)} already.`,
      ...sides,
      received,
    };
  return { outcome: 'passed', message: `Closed after ${seconds(after)}.`, ...sides, received };
}
