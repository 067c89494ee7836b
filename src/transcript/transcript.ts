import type { MessageId } from '../contract/message.ts';
import type { ConnectionName, Header } from '../script/script.ts';

/** What happened when a script was run. Times are ms since the script began. No secret stands in it. */
export interface Transcript {
  readonly connections: Readonly<Record<ConnectionName, ConnectionRecord>>;
  readonly answers: Readonly<Record<string, AnswerRecord>>;
  /** `completed`: every step was done. `stopped`: a step could not be done. `deadline`: time ran out. */
  readonly ended: 'completed' | 'stopped' | 'deadline';
  /** For each step that was begun: when, until when, and, for `expect` and `stop`, whether it was fulfilled. */
  readonly steps: readonly StepRecord[];
  readonly duration: number;
}

export interface StepRecord {
  readonly from: number;
  readonly to: number;
  readonly fulfilled?: boolean;
}

export interface ConnectionRecord {
  readonly url: string;
  readonly handshake: HandshakeRecord;
  /** Data and control frames in the order in which they were seen, both directions. */
  readonly frames: readonly FrameRecord[];
  /** Frames beyond what a transcript keeps: how many, and the bytes of their payloads. Absent: none. */
  readonly unrecorded?: { readonly frames: number; readonly bytes: number };
  readonly close?: CloseRecord;
}

/** The request's head as it was sent, and what came of it. Credentials are redacted. */
export interface HandshakeRecord {
  readonly request: { readonly line: string; readonly headers: readonly Header[] };
  readonly outcome: HandshakeOutcome;
}

export type HandshakeOutcome =
  | {
      readonly kind: 'accepted';
      readonly status: 101;
      readonly reason: string;
      readonly headers: readonly Header[];
      /** What of RFC 6455 §4.1 (client, response checks) the answer breaks; empty: a valid handshake. */
      readonly breaches: readonly HandshakeBreach[];
      readonly subprotocol?: string;
      readonly extensions?: string;
      readonly after: number;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly reason: string;
      readonly headers: readonly Header[];
      /** Text of the body, cut at 16 KiB. */
      readonly body: string;
      readonly after: number;
    }
  | {
      readonly kind: 'failed';
      /** How far it came: name resolution, TCP, TLS, or the wait for the answer. */
      readonly stage: 'dns' | 'tcp' | 'tls' | 'answer';
      /** Node's error code (`ECONNREFUSED`), or `TIMEOUT`, `CLOSED`, `RESET`, `NOT_HTTP`. */
      readonly code: string;
      readonly message: string;
      /** The first bytes, where what came was no HTTP. */
      readonly bytes?: string;
      readonly after: number;
    };

/** The answer to one HTTP request. */
export interface AnswerRecord {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Header[];
    readonly body?: string;
  };
  readonly outcome:
    | {
        readonly kind: 'answered';
        readonly status: number;
        readonly headers: readonly Header[];
        /** Text, cut at `TRANSCRIPT_LIMIT`. */
        readonly body: string;
        /** The companion's response that the body was recognised as, or was meant to be by its status. */
        readonly message?: MessageId;
        /** Why it is not a valid one. Absent: it is, or nothing was asked. */
        readonly invalid?: string;
        readonly after: number;
      }
    | {
        readonly kind: 'failed';
        readonly stage: 'dns' | 'tcp' | 'tls' | 'answer';
        readonly code: string;
        readonly message: string;
        readonly after: number;
      };
}

export interface HandshakeBreach {
  /** Row of HANDSHAKE.md 1.2: `R1`…`R7`. */
  readonly rule: 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7';
  readonly message: string;
}

export interface FrameRecord {
  readonly at: number;
  /** Index of the step that was going on. */
  readonly step: number;
  readonly from: 'client' | 'server';
  readonly kind: 'text' | 'binary' | 'ping' | 'pong' | 'raw';
  /** The text, or base64 of the bytes (binary, ping, pong, raw); cut at `TRANSCRIPT_LIMIT`. */
  readonly data: string;
  /** Bytes of the payload, uncut. */
  readonly size: number;
  /** The message that a data frame was recognised as, or was clearly meant to be. */
  readonly message?: MessageId;
  /** Further messages that it fits just as well. Absent: none. */
  readonly also?: readonly MessageId[];
  /** Why it is not a valid message of the contract. Absent: it is one, or nothing was asked. */
  readonly invalid?: string;
}

export interface CloseRecord {
  readonly at: number;
  /** Whose Close, FIN or RST came first. */
  readonly by: 'client' | 'server';
  /** RFC 6455 §7.1.5: 1005 for a Close without a code, 1006 for no Close at all. */
  readonly code: number;
  readonly reason: string;
  readonly how: 'close-frame' | 'fin' | 'reset' | 'protocol-error';
}

/** Most characters of one frame that a transcript keeps. */
export const TRANSCRIPT_LIMIT = 65_536;
