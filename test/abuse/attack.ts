import type { Random } from '../../src/engine/random.ts';

/** One address of the mock, and what a handshake needs there. */
export interface Door {
  readonly path: string;
  /** `Name: value`. */
  readonly headers: readonly string[];
  /** Text frames that the contract knows there. */
  readonly requests: readonly string[];
}

/** What is attacked. */
export interface Target {
  readonly port: number;
  readonly doors: readonly Door[];
}

/** One kind of misbehaviour. It ends by itself within seconds, leaves no socket behind, and never rejects. */
export interface Attack {
  readonly name: string;
  run(target: Target, random: Random): Promise<void>;
}
