import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { MessageId } from '../../contract/message.ts';
import type { Reply } from '../../contract/operation.ts';
import { isExplained } from '../../contract/promises.ts';
import { pushesOf, requestsOf } from '../../contract/queries.ts';
import { presentEndpoints } from './promised.ts';

/**
 * The check that finds it when the messages for which `isBroken` holds break their schema. Replies that nobody
 * promised count as well: a message that is sent must be valid, whatever it answers.
 */
export function firstToSeeBroken(
  contract: Contract,
  isBroken: (message: MessageId) => boolean,
): string | undefined {
  const endpoints = presentEndpoints(contract);
  const inReply = endpoints.some((endpoint) =>
    requestsOf(endpoint).some(({ reply }) => reply !== undefined && sentIn(reply).some(isBroken)),
  );
  if (inReply) return 'exchange.reply';
  if (endpoints.some(({ greeting }) => greeting?.value.some(isBroken) === true)) return 'stream.greeting';
  if (endpoints.some((endpoint) => ownPushes(endpoint).some(isBroken))) return 'stream.event';
  const keeps = endpoints.flatMap(({ keepalive }) => keepalive?.value.send ?? []);
  return keeps.some(isBroken) ? 'connection.keepalive' : undefined;
}

/** The check that misses what does not come any more, where nothing comes. */
export function firstToMiss(contract: Contract): string | undefined {
  const endpoints = presentEndpoints(contract);
  const promises = endpoints.some((endpoint) =>
    requestsOf(endpoint).some(({ reply }) => reply !== undefined && reply.basis !== 'inferred'),
  );
  if (promises) return 'exchange.reply';
  if (endpoints.some(({ greeting }) => (greeting?.value.length ?? 0) > 0)) return 'stream.greeting';
  const comes = endpoints.some((endpoint) =>
    pushesOf(endpoint).some(({ every, after }) => every !== undefined || after !== undefined),
  );
  return comes ? 'stream.event' : undefined;
}

/** The messages that answer, unless an example of another name is asked for. */
export function sentIn(reply: Reply): readonly MessageId[] {
  return reply.sequence?.map(({ message }) => message) ?? reply.messages.slice(0, 1);
}

/** What comes by itself and is judged for itself. */
function ownPushes(endpoint: Endpoint): readonly MessageId[] {
  return pushesOf(endpoint)
    .filter((push) => !isExplained(endpoint, push))
    .flatMap(({ messages }) => messages);
}
