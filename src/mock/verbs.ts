import type { Contract } from '../contract/contract.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { PrecompiledValidators } from '../contract/precompiled.ts';
import type { ConnectionId } from '../engine/engine.ts';
import type { Reloaded } from './driver-types.ts';
import type { MockHandlers } from './handlers/define-mock.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { ReceivedMessage } from './received.ts';
import type { Connection } from './session.ts';

/** How a mock behaves, whatever carries its messages. */
export interface BehaviourOptions {
  /** Same seed, same payloads. Default 1. */
  readonly seed?: number;
  /** ms between what is sent though nothing asked for it, or `off`. Default 1,000. */
  readonly push?: number | 'off';
  /** Faults to commit, as `countersign mock --fault` reads them: `no-reply`, `close-4401-after-3@voice`. */
  readonly faults?: readonly string[];
  /** May a client ask for faults on its own connection, by `?__countersign=no-reply,latency-2s`? Default `false`. */
  readonly allowQueryFaults?: boolean;
  /** Names of scenarios: the server's side is played to each new connection of their endpoints. Default: none. */
  readonly scenarios?: readonly string[];
  /** Most entries that the journal keeps. Default 10,000. */
  readonly journalSize?: number;
  /** Called with every journal entry. It must not throw. */
  readonly onEntry?: (entry: JournalEntry) => void;
  /** The time of day when the mock starts, ms since 1970-01-01T00:00Z; from then on it runs. Default `Date.now`. */
  readonly now?: () => number;
  /** What deals with some messages in place of the document: `defineMock({ … })`. */
  readonly handlers?: MockHandlers;
  /** What a handler says against the contract is not sent. Default `false`: it is, and a violation in the journal. */
  readonly strict?: boolean;
  /**
   * What `countersign generate validators` wrote, for a page whose content policy forbids `eval`. Default: schemas are
   * compiled here. Throws `contract.stale-validators` for those of another contract.
   */
  readonly validators?: PrecompiledValidators;
}

/** What one can ask of a mock and have it do: the same for every transport. */
export interface MockVerbs {
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
  /** Closes that connection: with 1000, or another code. Throws `mock.unknown-connection`, `mock.bad-fault`. */
  disconnect(connection: ConnectionId, code?: number, reason?: string): void;
  /** The faults that are committed now, as they are written. */
  faults(): readonly string[];
  /** From now on these faults and no others, on connections that are open too. Throws `mock.unknown-fault`, `mock.bad-fault`. */
  setFaults(faults: readonly string[]): void;
  /**
   * Plays the server's side of a scenario: on one connection, or on every open one of its endpoint. The connections
   * that it is played on. Throws `mock.unknown-scenario`, `mock.unknown-connection`.
   */
  play(scenario: string, to?: { readonly connection?: ConnectionId }): readonly ConnectionId[];
  /** From now on these handlers; connections and what handlers keep stay. Throws `mock.invalid-handlers`. */
  useHandlers(handlers: MockHandlers): void;
  /** Goes on with another contract: connections whose endpoint says the same stay, the others end with 1012. */
  reload(contract: Contract): Reloaded;
  /** Between two tests: ends every connection (1012), empties the journal, begins anew with the same seed and faults. */
  reset(): void;
}
