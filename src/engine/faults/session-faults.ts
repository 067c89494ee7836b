import type { EndpointId } from '../../contract/endpoint.ts';
import type { HandshakeAttempt, HandshakeGuard } from '../../rules/handshake-attempt.ts';
import type { Session } from '../session.ts';
import type { World } from '../world.ts';
import { faultNamed } from './catalogue.ts';
import { faultsOn, ownFaults, setFaults } from './equipped.ts';
import type { Fault } from './fault.ts';
import { isBusy } from './outbox.ts';

/** Keeps the order of what comes after messages that still wait, when the fault that delays them is gone. */
const IN_TURN: Fault = {
  name: '',
  title: 'Keeps the order.',
  breaks: () => undefined,
  frame: (frame) => [frame],
};

/** The query parameter by which a client asks for faults on its own connection. */
export const FAULT_PARAMETER = '__countersign';

/** The faults that are committed at that endpoint, whoever connects. */
export function faultsAt(faults: readonly Fault[], endpoint: EndpointId | undefined): readonly Fault[] {
  return faults.filter(
    ({ scope }) =>
      scope === undefined ||
      (scope.connection === undefined && scope.endpoint !== undefined && scope.endpoint === endpoint),
  );
}

/** Sets which faults are committed on that connection from now on: the mock's own, and what it asked for itself. */
export function equip(world: World, session: Session, own: readonly Fault[] = ownFaults(session)): void {
  const common = world.faults.filter(
    ({ scope }) =>
      scope === undefined ||
      scope.connection === session.connection ||
      (scope.connection === undefined && scope.endpoint === session.endpoint.id),
  );
  const faults = [...common, ...own];
  const before = faultsOn(session).some(({ ignoresPings }) => ignoresPings);
  const now = faults.some(({ ignoresPings }) => ignoresPings);
  setFaults(session, own, isBusy(session, world.at) ? [...faults, IN_TURN] : faults);
  if (before !== now) world.effects.push({ type: 'pings', connection: session.connection, answered: !now });
}

/** The guards of the handshake that those faults leave out. */
export function ignoredBy(faults: readonly Fault[]): ReadonlySet<HandshakeGuard> {
  return new Set(faults.flatMap(({ ignores = [] }) => ignores));
}

/**
 * What a client asks for in `?__countersign=fault,fault`, and its handshake without that.
 * @throws CountersignError `mock.unknown-fault`, `mock.bad-fault`
 */
export function askedFaults(attempt: HandshakeAttempt): {
  attempt: HandshakeAttempt;
  faults: readonly Fault[];
} {
  const asked = attempt.query.filter(([name]) => name === FAULT_PARAMETER);
  if (asked.length === 0) return { attempt, faults: [] };
  const names = asked.flatMap(([, value]) => value.split(',')).filter((name) => name !== '');
  return {
    attempt: {
      path: attempt.path,
      query: attempt.query.filter(([name]) => name !== FAULT_PARAMETER),
      headers: attempt.headers,
    },
    faults: names.map((name) => faultNamed(name)),
  };
}
