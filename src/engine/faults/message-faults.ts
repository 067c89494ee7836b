import type { Json } from '../../contract/json.ts';
import { isJsonObject } from '../../contract/json.ts';
import { formatPointer, readPointer, writePointer } from '../../contract/json-pointer.ts';
import { messageOf } from '../../contract/queries.ts';
import { boundValue } from '../../rules/exchange.ts';
import { constantsOf } from '../../schema/constants.ts';
import type { Outgoing } from '../outgoing.ts';
import type { Fault, FaultWorld } from './fault.ts';
import { presentEndpoints, promisedExchanges } from './promised.ts';

const isReply = (outgoing: Outgoing): boolean => outgoing.cause === 'reply';

/** Faults of what the server sends once it is connected. */
export const messageFaults: readonly Fault[] = [
  {
    name: 'no-reply',
    title: 'Does not answer requests.',
    breaks: (contract) => (promisedExchanges(contract).length > 0 ? 'exchange.reply' : undefined),
    send: (outgoing) => (isReply(outgoing) ? [] : [outgoing]),
  },
  {
    name: 'wrong-reply',
    title: 'Answers a request with another message of the endpoint.',
    breaks: (contract) =>
      promisedExchanges(contract).some(({ endpoint, reply }) =>
        endpoint.messages.server.some((id) => !reply.messages.includes(id) && hasPayload(contract, id)),
      )
        ? 'exchange.reply'
        : undefined,
    send: (outgoing, world) => {
      if (!isReply(outgoing)) return [outgoing];
      const { endpoint } = outgoing.session;
      const allowed = endpoint.operations.find(
        (o) => o.kind === 'request' && o.reply?.messages.includes(outgoing.message) === true,
      );
      const taken = allowed?.kind === 'request' ? (allowed.reply?.messages ?? []) : [];
      for (const id of endpoint.messages.server) {
        const payload = taken.includes(id) ? undefined : world.playbook.payload(id, undefined, 0);
        if (payload !== undefined) return [{ ...outgoing, message: id, payload, bindings: [] }];
      }
      return [outgoing];
    },
  },
  {
    name: 'missing-field',
    title: 'Leaves a required field out of its replies.',
    breaks: (contract) =>
      promisedExchanges(contract).some(({ reply }) =>
        reply.messages.some((id) => requiresField(contract.schemas, messageOf(contract, id).payload)),
      )
        ? 'exchange.reply'
        : undefined,
    send: (outgoing, world) => [isReply(outgoing) ? withoutField(outgoing, world) : outgoing],
  },
  {
    name: 'wrong-binding',
    title: 'Copies another value into its replies than the request has.',
    breaks: (contract) =>
      promisedExchanges(contract).some(({ reply }) =>
        reply.bind.some(({ from, basis }) => from.kind === 'request' && basis !== 'inferred'),
      )
        ? 'exchange.reply'
        : undefined,
    send: (outgoing) => [isReply(outgoing) ? misbound(outgoing) : outgoing],
  },
  {
    name: 'no-greeting',
    title: 'Says nothing on open.',
    breaks: (contract) =>
      presentEndpoints(contract).some((endpoint) => (endpoint.greeting?.value.length ?? 0) > 0)
        ? 'stream.greeting'
        : undefined,
    send: (outgoing) => (outgoing.cause === 'greeting' ? [] : [outgoing]),
  },
  {
    name: 'crash-on-invalid',
    title: 'Drops the connection, without a Close frame, when a frame fits no message.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ invalid }) => invalid !== undefined)
        ? 'bad-input.malformed'
        : undefined,
    invalid: (session, world) => {
      world.effects.push({ type: 'drop', connection: session.connection });
      return 'handled';
    },
  },
  {
    name: 'never-stop',
    title: 'Goes on streaming after the stream was ended.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ operations }) =>
        operations.some((o) => o.kind === 'push' && o.until !== undefined && o.every !== undefined),
      )
        ? 'stream.stop'
        : undefined,
    keepStreams: true,
  },
];

function hasPayload(contract: FaultWorld['contract'], id: string): boolean {
  const message = messageOf(contract, id);
  return message.examples.length > 0 || message.payload !== undefined;
}

function requiresField(schemas: FaultWorld['contract']['schemas'], id: string | undefined): boolean {
  const text = id === undefined ? '' : JSON.stringify(schemas[id]?.schema);
  return text.includes('"required"') || text.includes('"$ref"');
}

/** The payload without the first field whose absence breaks it; fields that tell the message apart go last. */
function withoutField(outgoing: Outgoing, world: FaultWorld): Outgoing {
  const schema = messageOf(world.contract, outgoing.message).payload;
  if (schema === undefined) return outgoing;
  const constants = constantsOf(world.contract, schema);
  const pointers = fieldsOf(outgoing.payload, '').sort(
    (a, b) => Number(constants.has(a)) - Number(constants.has(b)),
  );
  for (const pointer of pointers) {
    const payload = writePointer(outgoing.payload, pointer, undefined);
    if (!world.validators.valid(schema, payload)) return { ...outgoing, payload };
  }
  return outgoing;
}

function fieldsOf(payload: Json | undefined, pointer: string): string[] {
  if (!isJsonObject(payload)) return [];
  return Object.keys(payload).flatMap((key) => {
    const below = `${pointer}${formatPointer([key])}`;
    return [below, ...fieldsOf(payload[key], below)];
  });
}

function misbound(outgoing: Outgoing): Outgoing {
  const context = { request: outgoing.request ?? null, parameters: outgoing.session.parameters };
  const binding = outgoing.bindings.find(
    (one) => one.from.kind === 'request' && boundValue(one, context) !== undefined,
  );
  if (binding === undefined) return outgoing;
  const value = readPointer(outgoing.payload, binding.into);
  return {
    ...outgoing,
    payload: writePointer(outgoing.payload, binding.into, other(value)),
    bindings: outgoing.bindings,
  };
}

/** Another value of the same type. */
function other(value: Json | undefined): Json {
  switch (typeof value) {
    case 'number':
      return value + 1;
    case 'boolean':
      return !value;
    case 'string':
      return value === '' ? 'other' : `${value.slice(0, -1)}${value.endsWith('X') ? 'Y' : 'X'}`;
    default:
      return isJsonObject(value) ? { other: true } : [];
  }
}
