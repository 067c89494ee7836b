import { EXIT, type ExitCode } from './exit-code.ts';
import type { Verdict } from './verdict.ts';

export type { Candidate, Certainty, FindingVerdict, Fix, Verdict } from './verdict.ts';

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
