import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { ConnectionId } from '../engine/engine.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { ReceivedMessage } from './received.ts';
import type { Connection } from './session.ts';

export interface MockOptions {
  /** Default 4600; 0 takes any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Same seed, same payloads. Default 1. */
  readonly seed?: number;
  /** ms between what is sent though nothing asked for it, or `off`. Default 1,000. */
  readonly push?: number | 'off';
  /** Names of faults to commit. */
  readonly faults?: readonly string[];
  /** Most entries that the journal keeps. Default 10,000. */
  readonly journalSize?: number;
  /** Called with every journal entry. It must not throw. */
  readonly onEntry?: (entry: JournalEntry) => void;
  /** The time of day when the mock starts, ms since 1970-01-01T00:00Z; from then on it runs. Default `Date.now`. */
  readonly now?: () => number;
}

/** A running mock server. */
export interface Mock {
  /** `http://127.0.0.1:4600`: companions are below it, the status page at `/__countersign/`. */
  readonly url: string;
  readonly journal: Pick<Journal, 'entries' | 'listen' | 'size' | 'last'>;
  /** WebSocket URLs ready to paste: parameters and required query filled with their examples. */
  endpoints(): readonly { readonly id: EndpointId; readonly url: string }[];
  /** What clients have sent, oldest first; only that message, only payloads that hold all of `partial`. */
  received(message?: MessageId, partial?: Json): readonly ReceivedMessage[];
  /**
   * The first such message, whether it came already or is still to come. Rejects after `within` ms (default 5,000)
   * with what came instead. Throws `mock.unknown-message` for one that no client of this contract sends.
   */
  waitFor(
    message: MessageId,
    partial?: Json,
    options?: { readonly within?: number },
  ): Promise<ReceivedMessage>;
  /** What the contract does not allow: refused handshakes, frames that fit no message, broken protocol. */
  violations(): readonly JournalEntry[];
  /**
   * Makes the server send a message: to every connection of each endpoint that has it, to those of one endpoint, or
   * to one connection. Without a payload, an example of the document or a valid sample.
   * Throws `mock.unknown-message`.
   */
  push(
    message: MessageId,
    payload?: Json,
    to?: { readonly endpoint?: EndpointId; readonly connection?: ConnectionId },
  ): void;
  connections(): readonly Connection[];
  /** Between two tests: ends every connection (1012), empties the journal, begins anew with the same seed. */
  reset(): void;
  /** Ends every connection (1001) and the server; TCP has ended within a second, whatever the peers do. */
  close(): Promise<void>;
}
