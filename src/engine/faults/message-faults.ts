import type { Binding } from '../../contract/binding.ts';
import type { Json } from '../../contract/json.ts';
import { isJsonObject } from '../../contract/json.ts';
import { readPointer, writePointer } from '../../contract/json-pointer.ts';
import type { MessageId } from '../../contract/message.ts';
import { messageOf } from '../../contract/queries.ts';
import { bind, boundValue, receivedAt } from '../../rules/exchange.ts';
import type { Outgoing } from '../outgoing.ts';
import type { FaultWorld } from './fault.ts';
import { type FaultKind, plain } from './fault-kind.ts';
import { sentIn } from './first-to-see.ts';
import { presentEndpoints, promisedExchanges } from './promised.ts';
import { rehearsalOf } from './rehearsal.ts';

const isReply = (outgoing: Outgoing): boolean => outgoing.cause === 'reply';

/** Faults of what the server sends once it is connected. */
export const messageFaults: readonly FaultKind[] = [
  plain('no-reply', {
    title: 'Does not answer requests.',
    breaks: (contract) => (promisedExchanges(contract).length > 0 ? 'exchange.reply' : undefined),
    send: (outgoing) => (isReply(outgoing) ? [] : [outgoing]),
  }),
  plain('wrong-reply', {
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
  }),
  plain('wrong-binding', {
    title: 'Copies another value into its replies than the request has.',
    breaks: (contract) =>
      promisedExchanges(contract).some(({ reply }) =>
        reply.bind.some(({ from, basis }) => from.kind === 'request' && basis !== 'inferred'),
      )
        ? 'exchange.reply'
        : undefined,
    send: (outgoing) => [isReply(outgoing) ? misbound(outgoing) : outgoing],
  }),
  plain('forget-id', {
    title: 'Leaves the correlation id, and whatever else is copied from the request, out of its replies.',
    breaks: (contract) => {
      const { validators, payload } = rehearsalOf(contract);
      const breaksSchema = (id: MessageId, bindings: readonly Binding[]): boolean => {
        const { correlation, payload: schema } = messageOf(contract, id);
        const value = payload(id);
        if (schema === undefined || value === undefined) return false;
        return !validators.valid(schema, withoutIds(value, correlation, bindings));
      };
      return promisedExchanges(contract).some(
        ({ reply }) =>
          reply.bind.some(({ from, basis }) => from.kind === 'request' && basis !== 'inferred') ||
          sentIn(reply).some((id) => breaksSchema(id, reply.bind)),
      )
        ? 'exchange.reply'
        : undefined;
    },
    send: (outgoing, { contract }) => {
      if (!isReply(outgoing)) return [outgoing];
      const { correlation } = messageOf(contract, outgoing.message);
      return [{ ...outgoing, payload: withoutIds(outgoing.payload, correlation, outgoing.bindings) }];
    },
  }),
  plain('no-greeting', {
    title: 'Says nothing on open.',
    breaks: (contract) =>
      presentEndpoints(contract).some((endpoint) => (endpoint.greeting?.value.length ?? 0) > 0)
        ? 'stream.greeting'
        : undefined,
    send: (outgoing) => (outgoing.cause === 'greeting' ? [] : [outgoing]),
  }),
  plain('crash-on-invalid', {
    title: 'Drops the connection, without a Close frame, when a frame fits no message.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ invalid }) => invalid !== undefined)
        ? 'bad-input.malformed'
        : undefined,
    invalid: (session, world) => {
      world.effects.push({ type: 'drop', connection: session.connection });
      return 'handled';
    },
  }),
  plain('never-stop', {
    title: 'Goes on streaming after the stream was ended.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ operations }) =>
        operations.some((o) => o.kind === 'push' && o.until !== undefined && o.every !== undefined),
      )
        ? 'stream.stop'
        : undefined,
    keepStreams: true,
  }),
];

function hasPayload(contract: FaultWorld['contract'], id: string): boolean {
  const message = messageOf(contract, id);
  return message.examples.length > 0 || message.payload !== undefined;
}

/**
 * Only what is an object's property can be left out: a text that is bound as a whole is all that there is. Of a text,
 * what is bound into a part of it is left empty.
 */
function withoutIds(payload: Json, correlation: string | undefined, bindings: readonly Binding[]): Json {
  if (typeof payload === 'string') {
    const copied = bindings.filter(({ from, into }) => from.kind === 'request' && into !== '');
    return bind(
      payload,
      copied,
      copied.map(() => ''),
    );
  }
  const bound = bindings.flatMap(({ from, into }) => (from.kind === 'request' ? [into] : []));
  return [...bound, ...(correlation === undefined ? [] : [correlation])]
    .filter((pointer) => pointer !== '' && readPointer(payload, pointer) !== undefined)
    .reduce<Json>((rest, pointer) => writePointer(rest, pointer, undefined), payload);
}

function misbound(outgoing: Outgoing): Outgoing {
  const context = { request: outgoing.request ?? null, parameters: outgoing.session.parameters };
  const binding = outgoing.bindings.find(
    (one) => one.from.kind === 'request' && boundValue(one, context) !== undefined,
  );
  if (binding === undefined) return outgoing;
  const value = other(receivedAt(outgoing.payload, binding));
  return {
    ...outgoing,
    payload: bind(outgoing.payload, [binding], [value]),
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
