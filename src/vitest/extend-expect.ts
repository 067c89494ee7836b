import { expect, type MatcherState } from 'vitest';
import { type LoadContractOptions, loadContract } from '../load/load-contract.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { isMock } from './asked-mock.ts';
import { frameKeepsContract, type KnownContract, matchMessage } from './frame-matchers.ts';
import type { Outcome, SeenAt } from './matcher-types.ts';
import { clientKeepsContract, hasReceived, receives } from './mock-matchers.ts';

/** What `extendExpect` has read for the tests of this file. */
let known: KnownContract | undefined;

/**
 * Teaches `expect` what can be asked of a mock: `toHaveReceived`, `toReceive`, `toKeepContract`. The fixture of
 * `contractTest` does it by itself; call it where a test starts its own mock, or in a setup file.
 */
export function extendExpect(): void;
/**
 * Teaches it, too, the contract of a document, for frames: `toMatchMessage`, `toKeepContract`.
 * @param document a path, from the working directory, or a URL.
 */
export function extendExpect(document: string, options?: LoadContractOptions): Promise<void>;
export function extendExpect(
  document?: string,
  options: LoadContractOptions = {},
): Promise<void> | undefined {
  expect.extend(MATCHERS);
  return document === undefined ? undefined : know(document, options);
}

const MATCHERS = {
  toMatchMessage: (received: unknown, name: string): Outcome => matchMessage(demandKnown(), received, name),
  toKeepContract: (received: unknown, where?: SeenAt): Outcome =>
    isMock(received)
      ? clientKeepsContract(received)
      : frameKeepsContract(demandKnown(), received, where ?? {}),
  toHaveReceived(this: MatcherState, ...given: Rest<typeof hasReceived>): Outcome {
    return hasReceived(this, ...given);
  },
  toReceive(this: MatcherState, ...given: Rest<typeof receives>): Promise<Outcome> {
    return receives(this, ...given);
  },
};

/** The parameters of a matcher after its state. */
type Rest<F> = F extends (state: MatcherState, ...rest: infer R) => unknown ? R : never;

async function know(document: string, options: LoadContractOptions): Promise<void> {
  const { contract } = await loadContract(document, options);
  known = { contract, validators: validatorsOf(contract) };
}

function demandKnown(): KnownContract {
  if (known !== undefined) return known;
  throw new TypeError(
    "Whether a frame keeps a contract is known once the contract is: await extendExpect('asyncapi.yaml') first.",
  );
}
