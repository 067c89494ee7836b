import type { Handled } from './engine.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';

/** Leaves it to a handler, where there is one. */
export function handOver(world: World, session: Session, what: Handled): boolean {
  if (world.isHandled?.(session.endpoint.id, what) !== true) return false;
  world.effects.push({ type: 'handle', connection: session.connection, what });
  return true;
}
