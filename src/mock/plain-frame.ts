import type { EndpointId } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { ConnectionId } from '../engine/engine.ts';

/** What there is to say of most frames: that somebody sent them, and which message they are. */
export interface PlainFrame {
  /** ms since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly from: 'client' | 'server';
  readonly connection: ConnectionId;
  readonly endpoint: EndpointId;
  readonly message: MessageId | undefined;
  readonly kind: 'text' | 'binary';
  /** Uncut. */
  readonly data: string;
}
