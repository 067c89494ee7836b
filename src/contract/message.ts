import type { SourceLocation } from '../errors/source-location.ts';
import type { Described } from './described.ts';
import type { Json } from './json.ts';
import type { SchemaId } from './schema.ts';

/** Unique in a contract: the message's key in its channel, qualified by the channel where two differ. */
export type MessageId = string;

/** What one WebSocket message (or the body of an HTTP companion) looks like. AsyncAPI: Message Object. */
export interface Message extends Described {
  readonly id: MessageId;
  readonly name: string;
  /** RFC 2046 media type; the document's `defaultContentType` or `application/json` where it says none. */
  readonly contentType: string;
  /** How a payload travels: JSON in a text frame, plain text in a text frame, or bytes in a binary frame. */
  readonly format: 'json' | 'text' | 'binary';
  /** Absent: any payload of that format. */
  readonly payload?: SchemaId;
  /** In the document's order. An example that breaks `payload` is never played by the mock. */
  readonly examples: readonly MessageExample[];
  /** JSON Pointer into the payload, from `correlationId.location: $message.payload#/…`. */
  readonly correlation?: string;
  readonly at: SourceLocation;
}

export interface MessageExample {
  readonly name?: string;
  readonly summary?: string;
  readonly payload: Json;
  readonly at: SourceLocation;
}
