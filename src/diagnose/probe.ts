import type { Header, Script } from '../script/script.ts';
import type { AnswerRecord, Transcript } from '../transcript/transcript.ts';
import type { Credential, Place } from './subject.ts';

/** One question, and how it is asked. */
export interface Probe {
  /** Unique in one diagnosis; names the probe in the verdict. */
  readonly id: string;
  /** What its answer tells, in words. */
  readonly question: string;
  /** What is sent, in one line, without credentials. */
  readonly sent: string;
  readonly aim: Aim;
  readonly ask: Ask;
}

/** What a probe is for: which factor it changes. */
export type Aim =
  | { readonly of: 'baseline' }
  | { readonly of: 'repeat' }
  | { readonly of: 'control'; readonly path: string }
  | { readonly of: 'get'; readonly at: 'target' | 'control' }
  /** The headers of the baseline, without `Upgrade` and `Connection`. */
  | { readonly of: 'no-upgrade' }
  | { readonly of: 'variation'; readonly change: Change }
  | { readonly of: 'variation-control'; readonly change: Change }
  /** What opened it, once more. */
  | { readonly of: 'variation-again'; readonly change: Change }
  /** `change`: what differs from the baseline beside the path. */
  | {
      readonly of: 'path';
      readonly path: string;
      readonly declared: boolean;
      readonly change: Change;
    }
  /** A path that opened with this Origin (`null`: none), asked with the client's own. */
  | { readonly of: 'path-as-client'; readonly path: string; readonly origin: string | null }
  | { readonly of: 'preflight'; readonly origin: string }
  | { readonly of: 'openapi' }
  | { readonly of: 'root' }
  | { readonly of: 'vite' }
  /** Does Socket.IO's long polling answer? */
  | { readonly of: 'polling' }
  | { readonly of: 'companion'; readonly id: string }
  | { readonly of: 'name' }
  | { readonly of: 'listeners' }
  | { readonly of: 'neighbour'; readonly place: Place; readonly sameHost: boolean }
  | { readonly of: 'scheme' }
  | { readonly of: 'certificate' }
  | { readonly of: 'login' }
  | { readonly of: 'talk'; readonly topic: 'ping' | 'hello' | 'not-json' | 'hold' };

/** Factors that differ from the baseline. */
export interface Change {
  /** `null`: no `Origin` header. */
  readonly origin?: string | null;
  /** The owner's credentials; `null`: none; `garbage`: one that nobody issued. */
  readonly credential?: { readonly owner: string; readonly role?: string } | 'garbage' | null;
  /** The query parameters that the document requires are there. */
  readonly query?: true;
  /** The subprotocols that the document supports are offered; `null`: none. */
  readonly subprotocols?: readonly string[] | null;
  /** The credential that the client shows, in the place where the document wants it. */
  readonly moved?: true;
}

export type Ask =
  /** Which addresses has the name? */
  | { readonly via: 'name'; readonly host: string }
  /** What listens on this machine? */
  | { readonly via: 'listeners' }
  | { readonly via: 'certificate'; readonly place: Place }
  /** A script with one connection, `a`. */
  | { readonly via: 'handshake'; readonly place: Place; readonly script: Script }
  | {
      readonly via: 'http';
      readonly place: Place;
      readonly method: string;
      readonly target: string;
      readonly headers: readonly Header[];
      readonly within: number;
    }
  | { readonly via: 'login' };

export type Answer =
  | { readonly via: 'name'; readonly addresses: readonly string[]; readonly code?: string }
  | { readonly via: 'listeners'; readonly listeners: readonly Listener[] | undefined }
  | { readonly via: 'certificate'; readonly certificate?: Certificate; readonly code?: string }
  | { readonly via: 'handshake'; readonly transcript: Transcript }
  | { readonly via: 'http'; readonly record: AnswerRecord }
  | { readonly via: 'login'; readonly credentials: readonly Credential[]; readonly problem?: string };

/** A socket of this machine in the state LISTEN. */
export interface Listener {
  readonly address: string;
  readonly port: number;
}

/** What the certificate of a TLS server says, whether it verifies or not. */
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Why it does not verify: Node's code, such as `CERT_HAS_EXPIRED`. Absent: it does. */
  readonly problem?: string;
}
