import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { messageOf } from '../contract/queries.ts';
import { dispatch } from '../rules/exchange.ts';
import type { CheckContext } from './check.ts';

/** One request that can be sent: a message of the operation, and a payload that is dispatched to it. */
export interface SendableRequest {
  readonly operation: RequestOperation;
  readonly message: MessageId;
  readonly payload: Json;
  /** The example's name, or `sample`. */
  readonly example: string;
}

/** How many samples are tried until one is dispatched to the operation. */
const SAMPLES = 8;

/** Each example of that message that goes to that operation when somebody of that role sends it; without any, one sample; without that, nothing. */
export function requestsOfMessage(
  context: CheckContext,
  endpoint: Endpoint,
  operation: RequestOperation,
  id: MessageId,
  role: string | undefined,
): readonly SendableRequest[] {
  const message = messageOf(context.contract, id);
  const goesHere = (payload: Json): boolean =>
    dispatch(endpoint, id, payload, context.validators, role) === operation &&
    isEncodable(message.format, payload);
  const examples = message.examples
    .filter(
      ({ payload }) => message.payload === undefined || context.validators.valid(message.payload, payload),
    )
    .filter(({ payload }) => goesHere(payload))
    .map(({ name, payload }, i) => ({
      operation,
      message: id,
      payload,
      example: name ?? `example-${i + 1}`,
    }));
  if (examples.length > 0) return examples;
  for (let variant = 0; variant < SAMPLES; variant += 1) {
    const payload = context.payload(id, message.examples.length + variant);
    if (payload !== undefined && goesHere(payload))
      return [{ operation, message: id, payload, example: 'sample' }];
  }
  return [];
}

/** The first request of that operation that can be sent. */
export function firstRequest(
  context: CheckContext,
  endpoint: Endpoint,
  operation: RequestOperation,
  role: string | undefined,
): SendableRequest | undefined {
  for (const message of operation.messages) {
    const [request] = requestsOfMessage(context, endpoint, operation, message, role);
    if (request !== undefined) return request;
  }
  return undefined;
}

/** The bytes of a binary payload stand as base64 in a document; anything else cannot be sent as bytes. */
function isEncodable(format: 'json' | 'text' | 'binary', payload: Json): boolean {
  return (
    format !== 'binary' ||
    (typeof payload === 'string' && payload.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(payload))
  );
}
