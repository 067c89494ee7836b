import type { Finding } from '../result/result.ts';
import { type Check, type CheckCase, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { judgeReply } from './judge-reply.ts';
import { livenessRequest } from './liveness.ts';
import { describeClose } from './received.ts';

/** How often the same is asked on one connection. */
const TIMES = 5;

/** What only a failure says: no Close at all, or an error of the server (RFC 6455 §7.4.1). */
const FAILURES: ReadonlySet<number> = new Set([1006, 1011]);

export const connectionLasting: Check = defineCheck({
  id: 'connection.lasting',
  title: 'A connection lasts for more than one request',
  area: 'connection',
  source: 'AsyncAPI Operation Reply Object',
  row: 'M32, M25',
  follows: [{ check: 'exchange.reply' }],
  explain:
    'The same request goes out five times, each after the answer to the one before. A connection that is dropped in the middle leaves a client that reconnects for ever. A Close with a code of its own is a decision of the server (some allow one `init` only), and is only shown.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint): readonly CheckCase[] => {
      const request = livenessRequest(context, endpoint);
      const reply = request?.operation.reply;
      const opening = context.opening(endpoint.id);
      if (request === undefined || reply === undefined || isUnready(opening)) return [];
      const { payload } = request;
      const parameters = context.address(endpoint.id)?.values ?? {};
      const until = {
        ...expectationOf(context, endpoint, reply, payload, { request: payload, parameters }),
        fresh: true as const,
      };
      const talk = converse(context, endpoint, opening);
      const sent = Array.from({ length: TIMES }, () => {
        const step = talk.send(request);
        talk.add({ do: 'expect', on: 'a', until, within: replyTime(context, reply), required: true });
        return step;
      });
      const head = {
        name: endpoint.id,
        title: `"${request.message}" is answered ${TIMES} times on one connection`,
        basis: reply.basis === 'inferred' ? ('none' as const) : reply.basis,
        endpoint: endpoint.id,
        at: reply.at,
        covers: [],
      };
      return [
        runnable(head, talk.script(), (transcript): Finding => {
          const opened = openedOn(transcript, 'a');
          if ('finding' in opened) return opened.finding;
          const { record } = opened;
          const tried = sent.filter((step) =>
            record.frames.some((frame) => frame.from === 'client' && frame.step === step),
          );
          const [first, ...others] = tried;
          const judged = (step: number): Finding =>
            judgeReply(context, record, { endpoint, reply, request: payload, sent: step, parameters });
          if (first === undefined || judged(first).outcome === 'failed')
            return {
              outcome: 'skipped',
              message: 'Not tried: the first reply did not come.',
              remedy: 'See exchange.reply.',
            };
          const closed = record.close?.by === 'server' ? record.close : undefined;
          const answered = 1 + others.filter((step) => judged(step).outcome !== 'failed').length;
          const sides = {
            sent: `${TIMES} × "${request.message}"`,
            expected: `${TIMES} replies`,
            received: `${answered}${closed === undefined ? '' : `, then closed with ${describeClose(closed)}`}`,
          };
          if (answered >= TIMES && closed === undefined)
            return { outcome: 'passed', message: `All ${TIMES} were answered.`, ...sides };
          if (closed !== undefined && FAILURES.has(closed.code))
            return {
              outcome: 'failed',
              message: `The connection ends with ${describeClose(closed)} after ${answered} of ${TIMES} requests.`,
              ...sides,
              rule: 'AsyncAPI Operation Reply Object',
            };
          return {
            outcome: 'observed',
            message:
              closed === undefined
                ? `Only ${answered} of ${TIMES} equal requests are answered.`
                : `The server closes with ${describeClose(closed)} after ${answered} of ${TIMES} equal requests.`,
            ...sides,
          };
        }),
      ];
    }),
});
