import type { Facts } from './facts.ts';

/** One reason why a connection is not made, or of no use. */
export interface Cause {
  /** HANDSHAKE 4.10. */
  readonly id: string;
  readonly title: string;
  /** What it is, for somebody who meets it for the first time. */
  readonly explain: string;
  /** `undefined`: nothing speaks for it or against it. */
  likelihood(facts: Facts): Likelihood | undefined;
  advice(facts: Facts): Advice;
}

export type Likelihood =
  | {
      /** `proven`: two answers that differ in one factor, or one that says it itself. `possible`: it fits. */
      readonly sure: 'proven' | 'likely' | 'possible';
      readonly why: string;
      /** Ids of probes. */
      readonly by: readonly string[];
      /** What would tell it from other causes that fit. */
      readonly tell?: string;
    }
  | { readonly sure: 'ruled-out'; readonly why: string };

export interface Advice {
  /** The cause in a sentence that a junior understands. */
  readonly sentence: string;
  /** What to change. */
  readonly fix: readonly string[];
  /** Common false beliefs that the evidence disproves. */
  readonly corrections?: readonly string[];
}

export function defineCause(cause: Cause): Cause {
  return cause;
}
