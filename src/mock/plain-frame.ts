import type { EndpointId } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { ConnectionId } from '../engine/engine.ts';

/** What there is to say of most frames: that somebody sent them, and which message they are. */
export interface PlainFrame {
  /** ms since 1970-01-01T00:00Z. */
  readonly at: number;
  /** Who sent it. */
  readonly from: 'client' | 'server';
  readonly connection: ConnectionId;
  readonly endpoint: EndpointId;
  readonly message: MessageId | undefined;
  readonly kind: 'text' | 'binary';
  /** The text, or base64 of the bytes. */
  readonly data: string;
}

/** A frame as the journal keeps it: `data` is cut at `JOURNAL_DATA_LIMIT` characters. */
export interface KeptFrame extends PlainFrame {
  /** Characters of `data` before it was cut. */
  readonly length: number;
}
