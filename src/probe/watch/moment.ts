import type { Reception } from '../../diagnose/reception.ts';

/** What happened while a URL was watched, in order. */
export type Moment =
  | { readonly kind: 'opened'; readonly at: number }
  | { readonly kind: 'refused'; readonly at: number; readonly reception: Reception }
  /** By the server, or by a loss of the connection. */
  | { readonly kind: 'ended'; readonly at: number; readonly lasted: number; readonly close: Ending }
  /** What the journal of a Countersign mock tells of its clients. */
  | { readonly kind: 'storm'; readonly at: number; readonly storm: Storm }
  | { readonly kind: 'client'; readonly at: number; readonly what: string };

export interface Ending {
  /** RFC 6455 §7.1.5: 1005 for a Close without a code, 1006 for no Close at all. */
  readonly code: number;
  readonly reason: string;
}

/** A client that is refused again and again, and comes back at the same pace. */
export interface Storm {
  readonly target: string;
  readonly origin?: string;
  readonly times: number;
  /** ms from one attempt to the next. */
  readonly interval: number;
  readonly sameCredential: boolean;
  readonly reason: string;
}

export function sayEnding({ code, reason }: Ending): string {
  if (code === 1006) return 'the end of TCP without a Close frame (1006)';
  return `Close ${code === 1005 ? 'without a code' : code}${reason === '' ? '' : ` "${reason}"`}`;
}
