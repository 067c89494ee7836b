import type { Contract } from '../contract/contract.ts';
import { sharedEndpoints } from '../contract/same-endpoint.ts';
import { contractParts, issuedSchemes } from './contract-parts.ts';
import type { World } from './world.ts';

/** RFC 6455 §7.4.1, IANA: service restart. */
const RESTART = 1012;

/**
 * From now on the world follows another contract. Sessions stay, with their streams and all that they remember, where
 * their endpoint says the same as before; the others are closed. Credentials that were issued stay good.
 */
export function reload(world: World, contract: Contract): void {
  const shared = sharedEndpoints(world.contract, contract);
  Object.assign(world, contractParts(shared, world.seed));
  world.credentials.issueFor(issuedSchemes(shared));
  const kept = new Set(shared.endpoints);
  for (const session of world.sessions.values()) {
    if (kept.has(session.endpoint)) continue;
    const gone = shared.endpoints.every(
      ({ id, absent }) => id !== session.endpoint.id || absent !== undefined,
    );
    world.effects.push({
      type: 'close',
      connection: session.connection,
      code: RESTART,
      reason: gone
        ? `The contract no longer has ${session.endpoint.id}.`
        : `The contract of ${session.endpoint.id} has changed.`,
    });
    for (const task of session.tasks ?? []) task.cancelled = true;
  }
}
