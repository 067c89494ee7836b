import { EXIT, type ExitCode } from './exit-code.ts';

/** What `diagnose` found out about one URL. Plain JSON; no credential stands in it. */
export interface Diagnosis {
  /** Of this form; it grows, and what is there keeps its meaning. */
  readonly format: 1;
  /** As it was given, redacted. `''` where only a message was given. */
  readonly url: string;
  /** The Origin that the first handshake was sent with; absent: none. */
  readonly origin?: string;
  /** The document, as the user named it. */
  readonly document?: string;
  /** How far the first handshake came. */
  readonly climb: readonly Rung[];
  readonly verdict: Verdict;
  readonly probes: readonly ProbeRow[];
  /** Whose answers were recognised, and by what. */
  readonly recognised?: { readonly server: string; readonly by: string };
  /** Did any TCP connection to the URL's own host and port succeed? */
  readonly reached: boolean;
  /** Why fewer questions were asked than there were: `429`, the time, the number of handshakes. */
  readonly stopped?: string;
  /** How many opening handshakes were sent. */
  readonly handshakes: number;
  /** Wall time, ms. */
  readonly duration: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** With `--watch`: what happened, in order. */
  readonly watched?: readonly WatchedMoment[];
}

export interface WatchedMoment {
  /** ms after the beginning. */
  readonly at: number;
  readonly what: string;
}

/** One rung of the ladder name → TCP → TLS → HTTP → upgrade → first moments. */
export interface Rung {
  readonly name: string;
  /** Absent: not reached, or there is none (TLS on `ws:`). */
  readonly passed?: boolean;
}

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

export interface ProbeRow {
  readonly id: string;
  readonly question: string;
  readonly sent: string;
  readonly answered: string;
  /** ms. */
  readonly took: number;
}

/** DESIGN §5: 0 connected and sound, 1 a cause was found, 3 no TCP connection succeeded. */
export function exitOfDiagnosis({ verdict, reached }: Diagnosis): ExitCode {
  if (verdict.id === 'CONNECTED') return EXIT.held;
  return reached ? EXIT.broken : EXIT.unreached;
}
