import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, constantFrom, integer, oneof, property, record, array as sequence } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/json.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { EngineEvent } from '../../src/engine/engine.ts';
import { contractOf, documents } from './documents.ts';

const folders = ['clients', 'behaviour'].map((name) => join(import.meta.dirname, '..', name));
const all = [
  ...documents,
  ...folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name, join(folder, name)] as const),
  ),
];

/** What happens, without the times: those are given when it is played. */
type Move =
  | { readonly open: number }
  | { readonly frame: number; readonly by: number }
  | { readonly wait: number };

const moves = (endpoints: number, frames: number) =>
  sequence(
    oneof(
      record({ open: integer({ min: 0, max: endpoints - 1 }) }),
      record({ frame: integer({ min: 0, max: frames - 1 }), by: integer({ min: 0, max: 3 }) }),
      record({ wait: constantFrom(1, 40, 1_000, 7_500) }),
    ),
    { minLength: 8, maxLength: 24 },
  );

/** Everything that clients may say by the document, and what they may not. */
function framesOf(contract: Contract): readonly string[] {
  const payloads = contract.endpoints.flatMap(({ messages }) =>
    messages.client.flatMap((id) => contract.messages[id]?.examples.map(({ payload }) => payload) ?? []),
  );
  const texts = payloads.map((payload: Json) =>
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  );
  return [...new Set([...texts, '{', '{"type":"nonsense","id":3}', '[2,"x","Nothing",{}]', 'null'])];
}

/** All that the mock says, to the last byte. */
function play(contract: Contract, events: readonly Move[], seed: number): string {
  const engine = createEngine(contract, { seed, startedAt: Date.UTC(2026, 10, 21) });
  const frames = framesOf(contract);
  const said: string[] = [];
  let at = 0;
  let opened = 0;
  const step = (event: EngineEvent): void => {
    said.push(JSON.stringify([at, engine.step(event)]));
  };
  for (const move of events) {
    if ('open' in move) {
      const endpoint = contract.endpoints[move.open];
      if (endpoint === undefined) continue;
      opened += 1;
      const parameters = Object.fromEntries(endpoint.parameters.map(({ name }) => [name, 'x']));
      step({ type: 'open', connection: opened, accepted: { kind: 'accept', endpoint, parameters }, at });
    } else if ('frame' in move) {
      if (opened === 0) continue;
      const text = frames[move.frame] ?? '';
      step({ type: 'frame', connection: 1 + (move.by % opened), frame: { kind: 'text', text }, at });
    } else {
      const end = at + move.wait;
      for (let due = engine.due; due !== undefined && due <= end; due = engine.due) {
        at = Math.max(at, due);
        step({ type: 'tick', at });
      }
      at = end;
    }
  }
  return said.join('\n');
}

/** Issue 5: `--seed` makes a run repeatable byte for byte, samples, `uuid()` and times included. */
describe.each(all)('The seed of %s', (_, path) => {
  test('the same seed and the same events give the same bytes', async () => {
    const contract = await contractOf(path);
    // A run of its own must not need what another one left behind.
    const copy = structuredClone(contract);
    assert(
      property(moves(contract.endpoints.length, framesOf(contract).length), integer(), (events, seed) => {
        expect(play(copy, events, seed)).toBe(play(contract, events, seed));
      }),
      { numRuns: 15 },
    );
  });
});

test('another seed gives other chance', async () => {
  const contract = await contractOf(join(folders[0] ?? '', 'deepgram.yaml'));
  const events: Move[] = [{ open: 0 }, { frame: 2, by: 0 }];
  expect(framesOf(contract)[2]).toBe('{"type":"CloseStream"}');
  const request = (seed: number) => /"request_id\\":\\"([^"\\]+)/.exec(play(contract, events, seed))?.[1];
  expect(request(1)).toMatch(/^[0-9a-f-]{36}$/);
  expect(request(2)).toMatch(/^[0-9a-f-]{36}$/);
  expect(request(1)).toBe(request(1));
  expect(request(1)).not.toBe(request(2));
});
