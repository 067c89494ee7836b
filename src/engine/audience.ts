import type { PushOperation } from '../contract/operation.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';

/**
 * Who gets what `session` has triggered, in the order in which they connected. An address parameter that the push
 * binds into its payload (a room, a topic) keeps it among the connections with the same value.
 */
export function audienceOf(world: World, session: Session, push: PushOperation): readonly Session[] {
  const to = push.to?.value ?? 'sender';
  if (to === 'sender') return [session];
  const same =
    to === 'address'
      ? Object.keys(session.parameters)
      : push.bind.flatMap(({ from }) => (from.kind === 'parameter' ? [from.name] : []));
  return [...world.sessions.values()].filter(
    (other) =>
      other.endpoint === session.endpoint &&
      (to !== 'others' || other !== session) &&
      same.every((name) => other.parameters[name] === session.parameters[name]) &&
      mayHave(other, push),
  );
}

export function mayHave(session: Session, push: PushOperation): boolean {
  return push.roles === undefined || push.roles.value.includes(session.role ?? '');
}
