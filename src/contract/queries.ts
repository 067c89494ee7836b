import type { Companion } from './companion.ts';
import type { Contract } from './contract.ts';
import type { Endpoint } from './endpoint.ts';
import type { Message, MessageId } from './message.ts';
import type { Operation, PushOperation, RequestOperation } from './operation.ts';

/** The endpoint of that id, or `undefined`. */
export function endpointOf(contract: Contract, id: string): Endpoint | undefined {
  return contract.endpoints.find((endpoint) => endpoint.id === id);
}

/** The companion of that id, or `undefined`. */
export function companionOf(contract: Contract, id: string): Companion | undefined {
  return contract.companions.find((companion) => companion.id === id);
}

/** The message of that id. A contract that names a message always has it. */
export function messageOf(contract: Contract, id: MessageId): Message {
  const message = contract.messages[id];
  if (message === undefined) throw new RangeError(`The contract has no message "${id}".`);
  return message;
}

export function isRequest(operation: Operation): operation is RequestOperation {
  return operation.kind === 'request';
}

export function isPush(operation: Operation): operation is PushOperation {
  return operation.kind === 'push';
}

export function requestsOf(endpoint: Endpoint): readonly RequestOperation[] {
  return endpoint.operations.filter(isRequest);
}

export function pushesOf(endpoint: Endpoint): readonly PushOperation[] {
  return endpoint.operations.filter(isPush);
}
