import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { createEngine } from './create-engine.ts';
import type { Effect, Engine } from './engine.ts';

function talk(engine: Engine): readonly Effect[] {
  const decision = engine.handshake({ path: '/chat', query: [], headers: [] }, 0);
  if (decision.kind !== 'accept') throw new Error(decision.kind);
  const frame = { kind: 'text', text: '{"type":"say","text":"x"}' } as const;
  return [
    ...engine.step({ type: 'open', connection: 1, accepted: decision.judgement, at: 0 }),
    ...engine.step({ type: 'frame', connection: 1, frame, at: 1 }),
    ...engine.step({ type: 'tick', at: 20_000 }),
  ];
}

test('warming up takes one step for each endpoint and each message, and changes nothing that is said', () => {
  const contract = chatContract();
  const warm = createEngine(contract, { seed: 7 });
  const messages = contract.endpoints.map((one) => one.messages.client.length + one.messages.server.length);
  expect([...{ [Symbol.iterator]: () => warm.warmUp() }]).toHaveLength(
    messages.reduce((sum, count) => sum + count + 1, 0),
  );
  const said = talk(warm);
  expect(said.length).toBeGreaterThan(2);
  expect(said).toEqual(talk(createEngine(contract, { seed: 7 })));
});
