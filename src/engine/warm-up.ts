import { messageOf } from '../contract/queries.ts';
import type { World } from './world.ts';

/**
 * Makes what the first frames would else wait for: a validator and a sample cost milliseconds each.
 * What is said later is the same with it and without.
 */
export function* warmUp(world: World): Generator<void> {
  const { contract, validators, playbook } = world;
  for (const endpoint of contract.endpoints) {
    if (endpoint.absent !== undefined) continue;
    world.recogniser(endpoint);
    yield;
    for (const id of endpoint.messages.client) {
      const { payload } = messageOf(contract, id);
      if (payload !== undefined) yield* validators.prepare(payload);
      yield;
    }
    for (const id of endpoint.messages.server) {
      const { payload } = messageOf(contract, id);
      if (payload !== undefined) yield* validators.prepare(payload);
      playbook.payload(id, undefined, 0);
      yield;
    }
  }
}
