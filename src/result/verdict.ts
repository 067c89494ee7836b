/**
 * - `proven`: two answers that differ in one factor name it, or one answer says it itself.
 * - `likely`: everything asked fits, and nothing else that was thought of does.
 * - `one-of`: several causes fit equally; `candidates` names them, and what would tell.
 */
export type Certainty = 'proven' | 'likely' | 'one-of';

export interface Verdict {
  /** `CONNECTED`, or the id of a cause. */
  readonly id: string;
  readonly title: string;
  /** The cause, in one or two sentences that a junior understands. */
  readonly sentence: string;
  readonly sure: Certainty;
  /** Why it is thought so. */
  readonly why: string;
  /** Ids of the probes that it rests on. */
  readonly by: readonly string[];
  /** Other causes that fit too. With `one-of`, the verdict itself is the first of them. */
  readonly candidates: readonly Candidate[];
  readonly fix: Fix;
  readonly ruledOut: readonly { readonly id: string; readonly title: string; readonly why: string }[];
  /** Common false beliefs that the answers disprove. */
  readonly corrections: readonly string[];
  /** What else was seen. */
  readonly notes: readonly string[];
}

/** What a run of verify says of a handshake that failed: the verdict of a diagnosis of that very opening. */
export interface FindingVerdict
  extends Pick<Verdict, 'id' | 'title' | 'sentence' | 'sure' | 'why' | 'candidates' | 'fix' | 'corrections'> {
  /** Shows every question that was asked, and what was answered; without credentials. */
  readonly command: string;
}

export interface Candidate {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** What would tell it from the others. */
  readonly tell?: string;
}

/** What to change, as lines for the server that was recognised, else in general words. */
export interface Fix {
  readonly server?: string;
  readonly lines: readonly string[];
}
