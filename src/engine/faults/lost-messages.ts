import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { PushOperation, Reply } from '../../contract/operation.ts';
import { isExplained } from '../../contract/promises.ts';
import { pushesOf, requestsOf } from '../../contract/queries.ts';
import { isCadenceTold } from '../../rules/tolerance.ts';
import { presentEndpoints, promisedExchanges } from './promised.ts';

/** Events of a stream that its check waits for. */
const EVENTS = 3;

/**
 * The check that misses every `nth` message of a connection: the one whose conversation is long enough to have one.
 * `undefined`: none of them is.
 */
export function checkOfLost(contract: Contract, nth: number): string | undefined {
  const isLost = (index: number): boolean => index % nth === 0;
  const endpoints = presentEndpoints(contract);
  if (
    promisedExchanges(contract).some((one) => isLostWithin(greeted(one.endpoint), lengthOf(one.reply), nth))
  )
    return 'exchange.reply';
  if (endpoints.some((endpoint) => greeted(endpoint) >= nth)) return 'stream.greeting';
  if (endpoints.some((endpoint) => eventIndices(endpoint).some(isLost))) return 'stream.event';
  return endpoints.some((endpoint) => complaintIndices(contract, endpoint).some(isLost))
    ? 'bad-input.malformed'
    : undefined;
}

/** Is there a message that counts among those behind the greeting, which is not lost itself? */
function isLostWithin(before: number, length: number, nth: number): boolean {
  return before < nth && before + length >= nth;
}

function greeted({ greeting }: Endpoint): number {
  return greeting?.value.length ?? 0;
}

function lengthOf(reply: Reply): number {
  return reply.sequence?.reduce((sum, { repeat }) => sum + repeat, 0) ?? 1;
}

/** Streams that begin with the connection. */
function ownStreams(endpoint: Endpoint): readonly PushOperation[] {
  return pushesOf(endpoint).filter(({ every, after }) => every !== undefined && after === undefined);
}

/** Of the events that a check waits for, the how-manieth messages of their connections they are. */
function eventIndices(endpoint: Endpoint): readonly number[] {
  const own = ownStreams(endpoint);
  const before = greeted(endpoint);
  // Of several streams that run beside each other it stands nowhere which comes when.
  const alone = own.length === 1 ? own : [];
  return [
    ...alone
      .filter((push) => !isExplained(endpoint, push) && isMissed(push))
      .flatMap(() => following(before, EVENTS)),
    ...pushesOf(endpoint).flatMap((push) => {
      if (push.after === undefined || own.length > 0 || !isMissed(push)) return [];
      const request = requestsOf(endpoint).find(({ id }) => id === push.after?.value);
      if (request === undefined) return [];
      const replied = request.reply === undefined ? 0 : lengthOf(request.reply);
      return following(before + replied, push.every === undefined ? 1 : EVENTS);
    }),
  ];
}

/** Would one event too few be noticed? */
function isMissed({ every }: PushOperation): boolean {
  return every === undefined || isCadenceTold(every.value);
}

/** The answer to a malformed frame, and the reply to the request by which its check asks for a sign of life. */
function complaintIndices(contract: Contract, endpoint: Endpoint): readonly number[] {
  if (endpoint.invalid?.value.kind !== 'reply' || ownStreams(endpoint).length > 0) return [];
  const isAsked = promisedExchanges(contract).some((one) => one.endpoint === endpoint);
  return following(greeted(endpoint), isAsked ? 2 : 1);
}

function following(before: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => before + i + 1);
}
