import { CountersignError } from '../../errors/countersign-error.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { companionFaults } from './companion-faults.ts';
import type { Fault } from './fault.ts';
import { handshakeFaults } from './handshake-faults.ts';
import { messageFaults } from './message-faults.ts';

/** Every fault that there is. */
export const faults: readonly Fault[] = [...handshakeFaults, ...messageFaults, ...companionFaults];

/** The fault of that name. Throws `mock.unknown-fault`. */
export function faultNamed(name: string): Fault {
  const names = faults.map((fault) => fault.name);
  const fault = faults.find((candidate) => candidate.name === name);
  if (fault !== undefined) return fault;
  throw new CountersignError('mock.unknown-fault', `There is no fault "${name}".${didYouMean(name, names)}`, {
    fix: `Choose one of ${names.join(', ')}.`,
  });
}
