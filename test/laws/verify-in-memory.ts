import type { Contract } from '../../src/contract/contract.ts';
import type { Result } from '../../src/result/result.ts';
import { verify } from '../../src/verify/verify.ts';
import type { VerifyOptions } from '../../src/verify/verify-options.ts';
import { createMemoryMock } from '../support/memory-transport.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

/** Longer than any promise of the fixtures needs: on a virtual clock an hour costs nothing. */
const PATIENCE = 3_600_000;

/** `verify` against the mock of the same contract, without a socket, on one virtual clock for both. */
export function verifyInMemory(
  contract: Contract,
  faults: readonly string[] = [],
  options: Pick<VerifyOptions, 'credentials' | 'profile'> = {},
): Promise<Result> {
  const clock = createVirtualClock();
  const mock = createMemoryMock(contract, clock, { faults });
  return clock.run(
    verify(contract, {
      target: mock.transport.base,
      transport: () => mock.transport,
      clock,
      timing: { patience: PATIENCE },
      ...options,
    }),
  );
}

/** `origin.foreign voice: …`, for the message of a failing law. */
export function describeFindings(result: Result, outcomes: readonly string[]): readonly string[] {
  return result.cases
    .filter(({ finding }) => outcomes.includes(finding.outcome))
    .map(({ key, finding }) => `${finding.outcome} ${key}: ${finding.message}`);
}
