import type { Contract } from '../../contract/contract.ts';
import { companionFaults } from './companion-faults.ts';
import { connectionFaults } from './connection-faults.ts';
import { deliveryFaults } from './delivery-faults.ts';
import type { Fault } from './fault.ts';
import type { FaultKind } from './fault-kind.ts';
import { handshakeFaults } from './handshake-faults.ts';
import { messageFaults } from './message-faults.ts';
import { paceFaults } from './pace-faults.ts';
import { parseFault } from './parse-fault.ts';
import { schemaFaults } from './schema-faults.ts';

/** Every fault that there is, one name each. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...handshakeFaults,
  ...connectionFaults,
  ...paceFaults,
  ...deliveryFaults,
  ...messageFaults,
  ...schemaFaults,
  ...companionFaults,
];

/** One of each, with the parameters that they have by default. */
export const faults: readonly Fault[] = FAULT_KINDS.map(({ name }) => faultNamed(name));

/**
 * The fault that is written so. Throws `mock.unknown-fault`, `mock.bad-fault`.
 *
 * @param contract knows the endpoints that it may be committed at.
 */
export function faultNamed(text: string, contract?: Contract): Fault {
  return parseFault(text, FAULT_KINDS, contract);
}
