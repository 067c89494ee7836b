import { expect, test } from 'vitest';
import type { Effect } from '../../src/engine/engine.ts';
import { contractOf, createStage } from './stage.ts';

/** A server that asks, and whose answers look alike: only the id of the question tells them apart. */
const asking = (id: string) =>
  contractOf(`
asyncapi: 3.0.0
info: { title: Central system server, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: /
    messages:
      reset: { correlationId: { location: $message.payload#/1 }, payload: { type: array, items: [{ const: 2 }, { $ref: '#/components/schemas/id' }, { const: Reset }], minItems: 3 }, examples: [{ payload: [2, ${id}, Reset] }] }
      unlock: { correlationId: { location: $message.payload#/1 }, payload: { type: array, items: [{ const: 2 }, { $ref: '#/components/schemas/id' }, { const: Unlock }], minItems: 3 }, examples: [{ payload: [2, ${id}, Unlock] }] }
      resetResult: { correlationId: { location: $message.payload#/1 }, payload: { type: array, items: [{ const: 3 }, { $ref: '#/components/schemas/id' }, { type: string }], minItems: 3 } }
      unlockResult: { correlationId: { location: $message.payload#/1 }, payload: { type: array, items: [{ const: 3 }, { $ref: '#/components/schemas/id' }, { type: string }], minItems: 3 } }
operations:
  reset: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/reset' }], reply: { messages: [{ $ref: '#/channels/c/messages/resetResult' }] } }
  unlock: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/unlock' }], reply: { messages: [{ $ref: '#/channels/c/messages/unlockResult' }] } }
x-countersign: { perspective: server }
components: { schemas: { id: { type: [string, integer], maxLength: 36 } } }
`);

const received = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'received' ? [[effect.message, effect.violation]] : []));

test.each(['"x"', '7'])('each question has an id of its own (%s), and its answer is known by it', (id) => {
  const contract = asking(id);
  const stage = createStage(contract);
  stage.open('a', '/');
  const push = (message: string) => {
    const effects = stage.engine.step({ type: 'push', endpoint: 'c', message, at: 0 });
    const [sent] = effects.flatMap((effect) =>
      effect.type === 'send' && 'text' in effect.data ? [JSON.parse(effect.data.text) as unknown[]] : [],
    );
    return sent?.[1];
  };
  const answer = (question: unknown) => {
    const text = JSON.stringify([3, question, 'Accepted']);
    return received(
      stage.engine.step({ type: 'frame', connection: 1, frame: { kind: 'text', text }, at: 0 }),
    );
  };
  const [first, second, third] = [push('unlock'), push('reset'), push('unlock')];
  expect(first).toBe(JSON.parse(id));
  expect(new Set([first, second, third]).size).toBe(3);
  expect([typeof second, typeof third]).toEqual([typeof first, typeof first]);
  expect(answer(third)).toEqual([['unlockResult', undefined]]);
  expect(answer(second)).toEqual([['resetResult', undefined]]);
  expect(answer(first)).toEqual([['unlockResult', undefined]]);
});

test('a question that somebody words is sent to the letter, and its answer is known all the same', () => {
  const stage = createStage(asking('"x"'));
  stage.open('a', '/');
  for (const message of ['reset', 'unlock']) {
    const payload = [2, 'mine', message === 'reset' ? 'Reset' : 'Unlock'];
    const effects = stage.engine.step({ type: 'push', endpoint: 'c', message, payload, at: 0 });
    expect(effects).toMatchObject([{ type: 'send', data: { text: JSON.stringify(payload) } }]);
    const text = '[3,"mine","Accepted"]';
    const event = { type: 'frame', connection: 1, frame: { kind: 'text', text }, at: 0 } as const;
    expect(received(stage.engine.step(event))).toEqual([[`${message}Result`, undefined]]);
  }
});
