import type { Endpoint } from '../contract/endpoint.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { messageOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { converse, expectationOf, replyTime } from './conversation.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { judgeReply } from './judge-reply.ts';
import { livenessRequest } from './liveness.ts';

/** A client of next year sends more than the server of today knows. */
const EXTRA: Readonly<Record<string, Json>> = { countersign_unknown_field: true };

export const badInputExtraField: Check = defineCheck({
  id: 'bad-input.extra-field',
  title: 'A field that the schema does not forbid is passed over',
  area: 'bad-input',
  source: 'AsyncAPI Message Object `payload`: without `additionalProperties: false`',
  row: 'M11, M27',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  explain:
    'The schema allows fields that it does not name, so a request with one more is a valid request. Whether the backend takes it is shown, and is no promise until the document says `additionalProperties`, either way: true or false.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => planEndpoint(context, endpoint)),
});

function planEndpoint(context: CheckContext, endpoint: Endpoint): readonly CheckCase[] {
  const request = livenessRequest(context, endpoint);
  const reply = request?.operation.reply;
  if (request === undefined || reply === undefined || !isJsonObject(request.payload)) return [];
  const payload: Json = { ...request.payload, ...EXTRA };
  const { payload: schema } = messageOf(context.contract, request.message);
  if (schema === undefined || !context.validators.valid(schema, payload)) return [];
  const head = {
    name: `${endpoint.id}/${request.message}`,
    title: `A "${request.message}" with a field that nobody knows`,
    basis: 'none' as const,
    endpoint: endpoint.id,
    at: request.operation.at,
    covers: [],
  };
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return [unready(head, opening)];
  const talk = converse(context, endpoint, opening);
  const sent = talk.send({ message: request.message, payload });
  const parameters = context.address(endpoint.id)?.values ?? {};
  talk.add({
    do: 'expect',
    on: 'a',
    until: {
      ...expectationOf(context, endpoint, reply, payload, { request: payload, parameters }),
      fresh: true,
    },
    within: replyTime(context, reply),
  });
  return [
    runnable(head, talk.script(), (transcript): Finding => {
      const opened = openedOn(transcript, 'a');
      if ('finding' in opened) return opened.finding;
      const { record } = opened;
      const { message, ...sides } = judgeReply(context, record, {
        endpoint,
        reply,
        request: payload,
        sent,
        parameters,
      });
      return sides.outcome === 'passed'
        ? { ...sides, outcome: 'observed', message: 'A field that nobody knows is passed over.' }
        : {
            ...sides,
            outcome: 'observed',
            message: `A field that nobody knows changes the answer: ${message}`,
          };
    }),
  ];
}
