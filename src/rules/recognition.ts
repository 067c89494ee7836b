import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { SchemaError } from '../schema/validators.ts';

/** A data frame as it came off the wire (RFC 6455 §5.6). */
export type IncomingFrame =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly base64: string; readonly size: number };

/** What a frame is, in the eyes of the contract. */
export type Recognition =
  /** A valid message. */
  | {
      readonly kind: 'message';
      readonly message: MessageId;
      readonly payload: Json;
      /** Further messages that the frame fits just as well. Absent: none, or nobody asked. */
      readonly also?: readonly MessageId[];
    }
  /** Clearly meant to be `message` (its constants say so, or nothing else is possible), but it breaks its schema. */
  | {
      readonly kind: 'broken';
      readonly message: MessageId;
      readonly payload: Json;
      readonly errors: readonly SchemaError[];
    }
  /** Well formed, but no message of this endpoint and direction. */
  | {
      readonly kind: 'unknown';
      readonly payload: Json;
      readonly reason: string;
      readonly nearest?: MessageId;
    }
  /** Not even well formed: no JSON where JSON is spoken, binary where text is. */
  | { readonly kind: 'malformed'; readonly reason: string };

/** Recognises the frames that one side of one endpoint sends. */
export interface Recogniser {
  recognise(frame: IncomingFrame): Recognition;
}
