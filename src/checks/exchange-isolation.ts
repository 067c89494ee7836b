import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { FrameRecord, Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { frameAs, heard } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { pushedMessages } from './judge-reply.ts';
import { channelLines } from './promise-lines.ts';
import { type PromisedRequest, promisedRequests } from './promised-requests.ts';
import { describeFrames, describePayload } from './received.ts';

export const exchangeIsolation: Check = defineCheck({
  id: 'exchange.isolation',
  title: 'A reply goes to whoever asked, and to nobody else',
  area: 'exchange',
  source: 'AsyncAPI Operation Reply Object',
  row: 'M4, H22',
  explain:
    'Two clients are connected, and one of them asks. A server that keeps "the" connection in one variable answers the other one, which may be somebody else. Where everybody is meant to hear the answer, say so: declare it as an operation that the server sends.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const pushed = pushedMessages(endpoint);
      const one = promisedRequests(context, endpoint).find(
        ({ reply, prelude }) => prelude.length === 0 && reply.messages.every((id) => !pushed.has(id)),
      );
      return one === undefined ? [] : plan(context, endpoint, one);
    }),
});

/** The client that stays silent comes second: the connection that was opened last is the one that gets what it should not. */
function plan(context: CheckContext, endpoint: Endpoint, one: PromisedRequest): readonly CheckCase[] {
  const { request, reply, identity } = one;
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if (isUnready(opening)) return [];
  const { timing } = context;
  const talk = converse(context, endpoint, opening);
  talk.add({ do: 'connect', on: 'silent', endpoint: endpoint.id, opening, within: timing.deadline });
  const sent = talk.send(request);
  const parameters = context.address(endpoint.id)?.values ?? {};
  talk.add({
    do: 'expect',
    on: 'a',
    until: {
      ...expectationOf(context, endpoint, reply, request.payload, { request: request.payload, parameters }),
      fresh: true,
    },
    within: replyTime(context, reply),
  });
  talk.add({ do: 'wait', ms: timing.quiet });
  const head = {
    name: endpoint.id,
    title: `The reply to "${request.message}" goes to one connection only`,
    basis: reply.basis === 'inferred' ? ('none' as const) : reply.basis,
    endpoint: endpoint.id,
    at: reply.at,
    covers: [],
  };
  return [runnable(head, talk.script(), (transcript) => judge(context, transcript, endpoint, one, sent))];
}

function judge(
  context: CheckContext,
  transcript: Transcript,
  endpoint: Endpoint,
  { request, reply }: PromisedRequest,
  sent: number,
): Finding {
  const asked = openedOn(transcript, 'a');
  if ('finding' in asked) return asked.finding;
  const silent = transcript.connections.silent;
  if (silent?.handshake.outcome.kind !== 'accepted')
    return {
      outcome: 'not-observed',
      message: 'A second connection beside the first was not accepted.',
      remedy: 'Let the backend accept two connections at once.',
    };
  const greeting = new Set(endpoint.greeting?.value ?? []);
  const isReply = (frame: FrameRecord): boolean =>
    reply.messages.some((id) => !greeting.has(id) && frameAs(context, frame, id) === 'valid');
  const stray = heard(silent, sent).filter(isReply);
  const own = heard(asked.record, sent).filter(isReply);
  const names = reply.messages.map((id) => `"${id}"`).join(' or ');
  const sides = {
    sent: `${describePayload(request.payload)}, on one of two connections`,
    expected: `${names} there, and nothing of it on the other`,
    received: `there: ${describeFrames(own, 1)}; on the other: ${describeFrames(stray, 1)}`,
    rule: 'AsyncAPI Operation Reply Object',
  };
  if (stray.length === 0)
    return own.length === 0
      ? { outcome: 'skipped', message: 'Not tried: the reply did not come.', remedy: 'See exchange.reply.' }
      : { outcome: 'passed', message: 'Only who asked got the reply.', ...sides };
  if (own.length === 0)
    return {
      outcome: 'failed',
      message: 'The reply went to another connection than the one that asked.',
      ...sides,
    };
  // An id of the request is for whoever asked. Without one, it may be a room, where everybody is to hear it.
  const isPersonal = reply.bind.some(({ from, basis }) => from.kind === 'request' && basis === 'document');
  return {
    outcome: isPersonal ? 'warned' : 'observed',
    message: `The reply also goes to a connection that did not ask: ${describeFrames(stray, 1)}.`,
    ...sides,
    promise: channelLines(
      endpoint,
      `# or declare an operation in which the server sends ${names} to everybody`,
    ),
  };
}
