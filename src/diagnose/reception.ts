import type {
  CloseRecord,
  FrameRecord,
  HandshakeBreach,
  HandshakeOutcome,
  Transcript,
} from '../transcript/transcript.ts';

/** What a handshake came to, as a client sees it. */
export type Reception =
  | {
      readonly kind: 'open';
      readonly outcome: Accepted;
      readonly frames: readonly FrameRecord[];
    }
  /** 101, and then Close, FIN or RST within the time that was listened. */
  | {
      readonly kind: 'closed';
      readonly outcome: Accepted;
      readonly frames: readonly FrameRecord[];
      readonly close: CloseRecord;
    }
  | { readonly kind: 'refused'; readonly outcome: Refused }
  /** FIN or RST instead of an answer. */
  | { readonly kind: 'dropped'; readonly code: 'CLOSED' | 'RESET'; readonly after: number }
  /** TCP is open, and no answer came in time. */
  | { readonly kind: 'silent'; readonly after: number }
  | { readonly kind: 'not-http'; readonly bytes: string; readonly after: number }
  | {
      readonly kind: 'unreached';
      readonly stage: 'dns' | 'tcp' | 'tls';
      readonly code: string;
      readonly message: string;
      readonly after: number;
    };

export type Accepted = Extract<HandshakeOutcome, { kind: 'accepted' }>;
export type Refused = Extract<HandshakeOutcome, { kind: 'refused' }>;

/** Reads the transcript of a script with the one connection `a`. */
export function receptionOf(transcript: Transcript): Reception {
  const record = transcript.connections.a;
  if (record === undefined)
    return { kind: 'unreached', stage: 'tcp', code: 'NOT_TRIED', message: 'Not tried.', after: 0 };
  const { outcome } = record.handshake;
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'refused', outcome };
    case 'accepted': {
      const { close, frames } = record;
      if (close === undefined || close.by === 'client') return { kind: 'open', outcome, frames };
      return { kind: 'closed', outcome, frames, close };
    }
    case 'failed': {
      const { stage, code, message, after, bytes } = outcome;
      if (stage !== 'answer') return { kind: 'unreached', stage, code, message, after };
      if (code === 'TIMEOUT') return { kind: 'silent', after };
      if (code === 'CLOSED' || code === 'RESET') return { kind: 'dropped', code, after };
      return { kind: 'not-http', bytes: bytes ?? message, after };
    }
  }
}

/**
 * DESIGN §1: refused means not 101, or 101 and then Close or FIN before any data frame. A 101 that a browser
 * would not take (RFC 6455 §4.1) is none either.
 */
export function passes(reception: Reception | undefined): boolean {
  if (reception?.kind === 'open') return fatalBreaches(reception.outcome).length === 0;
  if (reception?.kind !== 'closed') return false;
  return fatalBreaches(reception.outcome).length === 0 && dataFrames(reception).length > 0;
}

/** Breaches of the answer for which every client fails the connection. */
export function fatalBreaches(outcome: Accepted): readonly HandshakeBreach[] {
  return outcome.breaches.filter(({ rule }) => rule !== 'R1' && rule !== 'R6');
}

export function dataFrames({ frames }: { readonly frames: readonly FrameRecord[] }): readonly FrameRecord[] {
  return frames.filter(({ from, kind }) => from === 'server' && (kind === 'text' || kind === 'binary'));
}

/** A SETTINGS frame on stream 0, which begins every HTTP/2 connection (RFC 9113 §3.4, §6.5), as a transcript shows bytes. */
export function isHttp2(bytes: string): boolean {
  return /^\\x00\\x00(\\x[0-9a-f]{2}|[^\\])\\x04\\x00(\\x00){4}/i.test(bytes);
}
