import type { Contract } from '../contract/contract.ts';
import { holdsPartial } from '../contract/deep-partial.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { jsonOf } from '../contract/parse-json.ts';
import type { ConnectionId } from '../engine/engine.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { FrameEntry, JournalEntry } from './journal.ts';

/** A message that a client sent. */
export interface ReceivedMessage {
  /** Of its journal entry. */
  readonly id: number;
  /** ms since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly connection: ConnectionId;
  readonly endpoint: EndpointId;
  /** `undefined`: no message of the contract. */
  readonly message: MessageId | undefined;
  /** The JSON value, else the text, or base64 of the bytes. */
  readonly payload: Json;
  /** Why it is not a valid message of the contract. Absent: it is one. */
  readonly violation?: string;
}

/** Does this entry report such a message? `partial` is a literal, deep partial of the payload. */
export function receivedIn(
  entry: JournalEntry,
  message?: MessageId,
  partial?: Json,
): ReceivedMessage | undefined {
  if (entry.type !== 'frame' || entry.from !== 'client') return undefined;
  if (message !== undefined && entry.message !== message) return undefined;
  const payload = payloadOf(entry);
  if (partial !== undefined && !holdsPartial(payload, partial)) return undefined;
  const { id, at, connection, endpoint, violation } = entry;
  const received = { id, at, connection, endpoint, message: entry.message, payload };
  return violation === undefined ? received : { ...received, violation };
}

function payloadOf({ kind, data, length }: FrameEntry): Json {
  if (kind === 'binary' || data.length < length) return data;
  return jsonOf(data) ?? data;
}

/**
 * Throws `mock.unknown-message` unless somebody of `party` may send that message; a test that waits for a
 * misspelt one would else only time out.
 */
export function demandMessage(contract: Contract, party: 'client' | 'server', message: MessageId): void {
  const known = new Set(contract.endpoints.flatMap(({ messages }) => messages[party]));
  if (known.has(message)) return;
  throw new CountersignError(
    'mock.unknown-message',
    `The contract has no message "${message}" that a ${party} sends.${didYouMean(message, known)}`,
    { fix: known.size === 0 ? 'The document declares none.' : `Name one of ${[...known].join(', ')}.` },
  );
}
