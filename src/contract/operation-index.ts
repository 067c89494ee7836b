import type { Binding } from './binding.ts';
import type { Endpoint } from './endpoint.ts';
import type { MessageId } from './message.ts';
import type { OperationId, PushOperation, RequestOperation } from './operation.ts';

/** The operations of an endpoint by what leads to them, each in the document's order. */
export interface OperationIndex {
  /** Message → the requests that it may begin. */
  readonly requests: ReadonlyMap<MessageId, readonly RequestOperation[]>;
  /** Request → the pushes that start after it. */
  readonly startedBy: ReadonlyMap<OperationId, readonly PushOperation[]>;
  /** Request → the pushes that end with it. */
  readonly endedBy: ReadonlyMap<OperationId, readonly PushOperation[]>;
  /** Message → how the first operation that sends it binds it. */
  readonly bindings: ReadonlyMap<MessageId, readonly Binding[]>;
}

const indexes = new WeakMap<Endpoint, OperationIndex>();

/** Made once for each endpoint: the mock asks for every frame, and a document may have thousands of operations. */
export function operationIndexOf(endpoint: Endpoint): OperationIndex {
  let index = indexes.get(endpoint);
  if (index === undefined) {
    index = createIndex(endpoint);
    indexes.set(endpoint, index);
  }
  return index;
}

function createIndex(endpoint: Endpoint): OperationIndex {
  const requests = new Map<MessageId, RequestOperation[]>();
  const startedBy = new Map<OperationId, PushOperation[]>();
  const endedBy = new Map<OperationId, PushOperation[]>();
  const bindings = new Map<MessageId, readonly Binding[]>();
  for (const operation of endpoint.operations) {
    const sent = operation.kind === 'push' ? operation : operation.reply;
    for (const message of sent?.messages ?? []) {
      if (sent !== undefined && !bindings.has(message)) bindings.set(message, sent.bind);
    }
    if (operation.kind === 'request') {
      for (const message of new Set(operation.messages)) add(requests, message, operation);
    } else {
      if (operation.after !== undefined) add(startedBy, operation.after.value, operation);
      if (operation.until !== undefined) add(endedBy, operation.until.value, operation);
    }
  }
  for (const [message, bind] of Object.entries(endpoint.bindings ?? {}))
    if (!bindings.has(message)) bindings.set(message, bind);
  return { requests, startedBy, endedBy, bindings };
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
