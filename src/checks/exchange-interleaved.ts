import type { Endpoint } from '../contract/endpoint.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { hungUp } from './hung-up.ts';
import { judgeReply, pushedMessages } from './judge-reply.ts';
import { type PromisedRequest, promisedRequests } from './promised-requests.ts';
import { describeClose } from './received.ts';

export const exchangeInterleaved: Check = defineCheck({
  id: 'exchange.interleaved',
  title: 'Two different requests at once each get their reply',
  area: 'exchange',
  phase: 'boundaries',
  source: 'AsyncAPI Operation Reply Object',
  row: 'M3',
  follows: [{ check: 'exchange.reply' }],
  explain:
    'A client does not wait for one answer before it asks the next thing. Two requests of different kinds go out together; each must be answered as if it were alone, in whatever order. A server that closes with 1000 or 1001 once it has answered is only observed: no document says that the connection stays open.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const pushed = pushedMessages(endpoint);
      const able = promisedRequests(context, endpoint).filter(
        ({ reply, prelude }) =>
          prelude.length === 0 &&
          reply.sequence === undefined &&
          reply.messages.every((id) => !pushed.has(id)),
      );
      const [first] = able;
      const second = able.find(
        ({ reply, request, identity }) =>
          first !== undefined &&
          identity === first.identity &&
          request.message !== first.request.message &&
          reply.messages.every((id) => !first.reply.messages.includes(id)),
      );
      return first === undefined || second === undefined ? [] : plan(context, endpoint, first, second);
    }),
});

function plan(
  context: CheckContext,
  endpoint: Endpoint,
  first: PromisedRequest,
  second: PromisedRequest,
): readonly CheckCase[] {
  const { identity } = first;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if (isUnready(opening)) return [];
  const parameters = context.address(endpoint.id)?.values ?? {};
  const talk = converse(context, endpoint, opening);
  const asked = [first, second].map((one) => ({ ...one, sent: talk.send(one.request) }));
  for (const { reply, request } of asked)
    talk.add({
      do: 'expect',
      on: 'a',
      until: expectationOf(context, endpoint, reply, request.payload, {
        request: request.payload,
        parameters,
      }),
      within: replyTime(context, reply),
    });
  const head = {
    name: `${endpoint.id}/${first.request.operation.id}+${second.request.operation.id}`,
    title: `"${first.request.message}" and "${second.request.message}" at once`,
    basis: first.reply.basis === 'inferred' ? ('none' as const) : first.reply.basis,
    endpoint: endpoint.id,
    at: first.reply.at,
    covers: [],
  };
  return [
    runnable(head, talk.script(), (transcript) => {
      const opened = openedOn(transcript, 'a');
      if ('finding' in opened) return opened.finding;
      const findings = asked.map(({ reply, request, sent }) =>
        judgeReply(context, opened.record, { endpoint, reply, request: request.payload, sent, parameters }),
      );
      const wrong = findings.find(({ outcome }) => outcome !== 'passed');
      const close = hungUp(opened.record);
      if (wrong !== undefined && close !== undefined && findings.some(({ outcome }) => outcome === 'passed'))
        return {
          outcome: 'observed',
          message: `The connection was closed with ${describeClose(close)} after one of the two replies: nothing says that it stays open for the other.`,
        };
      if (wrong !== undefined) return { ...wrong, message: `With two requests under way: ${wrong.message}` };
      return { outcome: 'passed', message: 'Both replies came.' };
    }),
  ];
}
