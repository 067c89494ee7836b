import type { Server } from 'node:http';
import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { TlsCertificate } from './tls/self-signed.ts';
import type { BehaviourOptions, MockVerbs } from './verbs.ts';

export interface MockOptions extends BehaviourOptions {
  /** Default 4600; 0 takes any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** `wss` and `https`: with this certificate, or with one that is made for `localhost`. Default: plain. */
  readonly tls?: boolean | TlsCertificate;
  /** permessage-deflate (RFC 7692) everywhere. Default: where the document declares it in the ws binding's headers. */
  readonly deflate?: boolean;
  /**
   * A server of your own: the mock answers its opening handshakes for the contract's endpoints, its companions and its
   * own pages; all else goes to the listeners that the server has by now. `host`, `port` and `tls` are then yours.
   */
  readonly server?: Server;
  /** The document that the mock follows now, as `loadContract` gives it: for the reference among `/__countersign/docs`. */
  readonly document?: () => Promise<DocumentBundle>;
}

/** A running mock server. */
export interface Mock extends MockVerbs {
  /** `http://127.0.0.1:4600`: companions are below it, the console at `/__countersign/`, the docs at `/__countersign/docs/`. */
  readonly url: string;
  /** The certificate that a client has to trust, PEM. Absent: plain. */
  readonly certificate?: string;
  /** Ends every connection (1001) and the server; TCP has ended within a second, whatever the peers do. */
  close(): Promise<void>;
}
