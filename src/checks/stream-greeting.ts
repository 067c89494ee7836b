import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { Finding } from '../result/result.ts';
import type { Script } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { frameAs, heard, namesOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame } from './judge-reply.ts';
import { channelLines } from './promise-lines.ts';
import { describeFrames, seconds } from './received.ts';

export const streamGreeting: Check = defineCheck({
  id: 'stream.greeting',
  title: 'The server greets each client as declared',
  area: 'stream',
  source: 'x-countersign.greeting',
  explain:
    'Clients wait for the greeting before they speak. It must come on open, in the declared order, and fit its schema. What the server pushes may come in between.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const promised = endpoint.greeting;
      // Where only the server ever speaks, its streams are what it has to say.
      if (promised === undefined && endpoint.messages.client.length === 0) return [];
      const head = {
        name: endpoint.id,
        title:
          promised === undefined
            ? `${endpoint.address} on open`
            : `${endpoint.address} sends ${promised.value.map((id) => `"${id}"`).join(', then ')} on open`,
        basis: promised?.basis ?? ('none' as const),
        endpoint: endpoint.id,
        at: promised?.at ?? endpoint.at,
        covers: promised === undefined ? [] : [`${endpoint.id}:greeting`],
      };
      const opening = context.opening(endpoint.id);
      if (isUnready(opening)) return [unready(head, opening)];
      const { deadline, quiet } = context.timing;
      const last = promised?.value.at(-1);
      const count = promised?.value.filter((id) => id === last).length ?? 1;
      const within = last === undefined ? quiet : deadline;
      const script: Script = {
        steps: [
          { do: 'connect', on: 'a', endpoint: endpoint.id, opening, within: deadline },
          last === undefined
            ? { do: 'wait', ms: quiet }
            : {
                do: 'expect',
                on: 'a',
                until: { messages: namesOf(context, endpoint.id, [last]), count },
                within,
              },
        ],
        deadline: deadline + within + 1_000,
      };
      return [
        runnable(head, script, (transcript) => {
          const opened = openedOn(transcript, 'a');
          if ('finding' in opened) return opened.finding;
          return promised === undefined
            ? observe(opened.record, endpoint)
            : judge(context, opened.record, promised.value);
        }),
      ];
    }),
});

function judge(context: CheckContext, record: ConnectionRecord, greeting: readonly MessageId[]): Finding {
  const frames = heard(record);
  const sides = {
    expected: greeting.map((id) => `"${id}"`).join(', then '),
    received: describeFrames(frames, 5),
  };
  let next = 0;
  for (const frame of frames) {
    const awaited = greeting[next];
    if (awaited === undefined) break;
    const as = frameAs(context, frame, awaited);
    if (as === 'broken') return { outcome: 'failed', ...sides, ...brokenFrame(frame, awaited) };
    if (as === 'valid') next += 1;
    else if (greeting.slice(next + 1).some((id) => frameAs(context, frame, id) === 'valid'))
      return {
        outcome: 'failed',
        message: `"${frame.message}" came before "${awaited}".`,
        ...sides,
        rule: 'x-countersign.greeting',
      };
  }
  const missing = greeting[next];
  if (missing === undefined) return { outcome: 'passed', message: 'The greeting came.', ...sides };
  const stray = frames.find(({ message }) => message === undefined);
  const what =
    frames.length === 0
      ? 'nothing did'
      : stray === undefined
        ? 'other messages did'
        : 'a frame that fits no message did';
  return {
    outcome: 'failed',
    message: `"${missing}" did not come within ${seconds(context.timing.deadline)} of opening; ${what}.`,
    ...sides,
    rule: 'x-countersign.greeting',
  };
}

function observe(record: ConnectionRecord, endpoint: Endpoint): Finding {
  const streams = new Set(
    endpoint.operations.flatMap((operation) =>
      operation.kind === 'push' && operation.every !== undefined ? operation.messages : [],
    ),
  );
  const frames = heard(record).filter(({ message }) => message === undefined || !streams.has(message));
  const names = frames.flatMap(({ message, invalid }) =>
    message === undefined || invalid !== undefined ? [] : [message],
  );
  return {
    outcome: 'observed',
    message:
      frames.length === 0 ? 'The server waits for the client to speak first.' : 'The server speaks first.',
    received: describeFrames(frames),
    ...(names.length === 0 ? {} : { promise: channelLines(endpoint, `greeting: [${names.join(', ')}]`) }),
  };
}
