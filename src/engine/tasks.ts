import type { Session } from './session.ts';
import type { World } from './world.ts';

/** Does something for a connection after `ms`, unless it is closed by then. */
export function later(
  world: Pick<World, 'schedule' | 'at'>,
  session: Session,
  ms: number,
  run: () => void,
): void {
  const task = world.schedule.add(world.at + ms, () => {
    session.tasks?.delete(task);
    run();
  });
  session.tasks ??= new Set();
  session.tasks.add(task);
}
