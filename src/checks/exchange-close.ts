import type { Endpoint } from '../contract/endpoint.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { requestsOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, replyTime } from './conversation.ts';
import { type CaseHead, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { identityForOperation, roleAt } from './operation-identity.ts';
import { preludeOf } from './prelude.ts';
import { describeClose, describePayload, seconds } from './received.ts';
import { firstRequest } from './requests.ts';

export const exchangeClose: Check = defineCheck({
  id: 'exchange.close',
  title: 'A request that ends the conversation ends the connection',
  area: 'exchange',
  source: 'x-countersign.close; RFC 6455 §7.4',
  row: 'M3',
  explain:
    'After such a request, and its reply, the server closes the connection with the declared code. A client reads from the code whether it may come back.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) =>
      requestsOf(endpoint)
        .filter(({ closes }) => closes !== undefined)
        .map((operation) => planClose(context, endpoint, operation)),
    ),
});

function planClose(context: CheckContext, endpoint: Endpoint, operation: RequestOperation): CheckCase {
  const { id, closes, reply } = operation;
  const head: CaseHead = {
    name: `${endpoint.id}/${id}`,
    title: `"${id}" closes the connection with ${closes?.value}`,
    basis: closes?.basis ?? 'none',
    endpoint: endpoint.id,
    at: closes?.at ?? operation.at,
    covers: [`${endpoint.id}:close.${id}`],
  };
  const identity = identityForOperation(context, endpoint, operation);
  if (identity !== undefined && 'unready' in identity) return unready(head, identity);
  const role = roleAt(operation, identity);
  const request = firstRequest(context, endpoint, operation, role);
  if (request === undefined)
    return unready(head, {
      unready: `The document has no payload that "${id}" could be sent with.`,
      remedy: `Give a message of "${id}" an example.`,
    });
  const opening = context.opening(endpoint.id, undefined, identity === undefined ? {} : { identity });
  if ('unready' in opening) return unready(head, opening);
  const talk = converse(context, endpoint, opening, preludeOf(context, endpoint, request.message, role));
  const sent = talk.send(request);
  const within = reply === undefined ? context.timing.deadline : replyTime(context, reply);
  talk.add({ do: 'expect', on: 'a', until: { closed: true }, within });
  return runnable(head, talk.script(), (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    const { record } = opened;
    if (!record.frames.some(({ from, step }) => from === 'client' && step === sent))
      return {
        outcome: 'skipped',
        message: `Not tried: what a client says before "${request.message}" did not get its reply.`,
        remedy: 'See exchange.reply.',
      };
    return judgeClose(record, closes?.value ?? 0, describePayload(request.payload), within);
  });
}

function judgeClose({ close }: ConnectionRecord, code: number, sent: string, within: number): Finding {
  const sides = {
    sent,
    expected: `closed with ${code} within ${seconds(within)}`,
    rule: 'x-countersign.close',
  };
  if (close?.by !== 'server')
    return {
      outcome: 'failed',
      message: `The connection was still open after ${seconds(within)}.`,
      ...sides,
      received: 'nothing',
    };
  const received = `closed with ${describeClose(close)}`;
  return close.code === code
    ? { outcome: 'passed', message: `Closed with ${code}.`, ...sides, received }
    : {
        outcome: 'failed',
        message: `The connection was closed with ${describeClose(close)} instead of ${code}.`,
        ...sides,
        received,
      };
}
