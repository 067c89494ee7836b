import type { Session } from '../session.ts';
import type { Fault } from './fault.ts';

interface Equipment {
  /** What the client asked for, on this connection alone. */
  own: readonly Fault[];
  /** Every fault that is committed on this connection. */
  all: readonly Fault[];
}

const NONE: Equipment = { own: [], all: [] };
const equipment = new WeakMap<Session, Equipment>();

/** Every fault that is committed on that connection. */
export function faultsOn(session: Session): readonly Fault[] {
  return (equipment.get(session) ?? NONE).all;
}

/** Those of them that its client asked for. */
export function ownFaults(session: Session): readonly Fault[] {
  return (equipment.get(session) ?? NONE).own;
}

export function setFaults(session: Session, own: readonly Fault[], all: readonly Fault[]): void {
  if (all.length === 0 && !equipment.has(session)) return;
  equipment.set(session, { own, all });
}
