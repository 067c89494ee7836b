import type { Contract } from '../src/contract/contract.ts';
import type { Endpoint } from '../src/contract/endpoint.ts';
import type { Operation } from '../src/contract/operation.ts';
import { nowhere, type TinyMessage, tinyContract } from '../test/support/tiny-contract.ts';

/** Each message `ask…` is answered by a message of its own, with the request's id. */
export function documentOf(size: number): { readonly contract: Contract; readonly endpoint: Endpoint } {
  const messages: Record<string, TinyMessage> = {};
  const operations: Operation[] = [];
  for (let index = 0; index < size; index += 1) {
    const [ask, answer] = [`ask${index}`, `answer${index}`];
    messages[ask] = { from: 'client', schema: schemaOf(ask) };
    messages[answer] = {
      from: 'server',
      schema: schemaOf(answer),
      examples: [{ type: answer, id: 1 }],
    };
    operations.push({
      kind: 'request',
      id: ask,
      messages: [ask],
      reply: {
        basis: 'document',
        messages: [answer],
        bind: [{ into: '/id', from: { kind: 'request', pointer: '/id' }, basis: 'extension', at: nowhere }],
        delay: 0,
        at: nowhere,
      },
      at: nowhere,
    });
  }
  return tinyContract(messages, { operations });
}

function schemaOf(type: string): NonNullable<TinyMessage['schema']> {
  return {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: { const: type }, id: { type: 'integer' } },
  };
}

/** A request that the document knows: message number `index`. */
export function requestOf(index: number, id: number): string {
  return JSON.stringify({ type: `ask${index}`, id });
}
