import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import type { Problem } from '../errors/problem.ts';
import { patternBacktracks } from '../lint/pattern-backtracks.ts';
import { patternInvalid } from '../lint/pattern-invalid.ts';
import { guardPatterns } from '../schema/patterns/guard-patterns.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { guardTexts } from './guard-texts.ts';

export interface GuardedContract {
  readonly contract: Contract;
  /** A warning for each pattern that is never run, in the words of its lint rule. */
  readonly problems: readonly Problem[];
}

/** Keeps dangerous patterns away from what peers send. Importing this file imports what judges patterns (50 ms). */
export function guardContract(given: Contract, bundle: DocumentBundle): GuardedContract {
  const contract = guardTexts(guardPatterns(given));
  const context = { bundle, validators: validatorsOf(contract) };
  const problems = [patternBacktracks, patternInvalid].flatMap(({ id, severity, check }) =>
    check(contract, context).map((finding): Problem => ({ severity, rule: id, ...finding })),
  );
  return { contract, problems };
}
