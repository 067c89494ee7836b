/** Something that is red, and what it says. */
export interface Red {
  readonly key: string;
  readonly text: string;
}

/** What was found in a run. */
export interface Found {
  readonly red: readonly Red[];
  /** All that a person could be shown: searched for secrets. */
  readonly report: string;
  /** Ids of the causes that a run of `verify` tells beside its failed handshakes; `none` where one has none. */
  readonly verdicts?: readonly string[];
  /** Exit code of a run of `verify`. */
  readonly exit?: number;
}
