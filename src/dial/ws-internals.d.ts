import type { Writable } from 'node:stream';

/**
 * What ws 8.23 exports beside its servers and clients, and `@types/ws` does not declare: the byte state
 * machine that reads frames, and the writer of frames.
 */
declare module 'ws' {
  export interface ReceiverEvents {
    message: [data: Buffer, isBinary: boolean];
    ping: [data: Buffer];
    pong: [data: Buffer];
    /** A Close frame; 1005 where it has no code. */
    conclude: [code: number, reason: Buffer];
    error: [error: Error & { code?: string }];
    drain: [];
    finish: [];
  }

  /** Takes bytes, emits messages. Client side: masked frames are an error. */
  export class Receiver extends Writable {
    constructor(options?: {
      isServer?: boolean;
      /** Bytes of one message. */
      maxPayload?: number;
      maxFragments?: number;
      maxBufferedChunks?: number;
      allowSynchronousEvents?: boolean;
      skipUTF8Validation?: boolean;
      extensions?: { readonly 'permessage-deflate'?: PerMessageDeflate };
    });
    override on<E extends keyof ReceiverEvents>(
      event: E,
      listener: (...args: ReceiverEvents[E]) => void,
    ): this;
  }

  /** RFC 7692. As a client: reads what a server compressed. */
  export class PerMessageDeflate {
    constructor(options?: {
      isServer?: boolean;
      /** Bytes of one message, inflated. */
      maxPayload?: number;
    });
    /** @throws Error where a parameter of the answer is none, or has no such value. */
    accept(answer: readonly Record<string, readonly (string | true)[]>[]): unknown;
  }

  export const extension: {
    /** `Sec-WebSocket-Extensions` by name. @throws SyntaxError. */
    parse(header: string): Record<string, readonly Record<string, readonly (string | true)[]>[] | undefined>;
  };

  export const Sender: {
    /** Buffers that, one after the other, are the frame. `data` is left alone where `readOnly` is true. */
    frame(
      data: Buffer,
      options: { fin: boolean; opcode: number; mask: boolean; readOnly: boolean; rsv1?: boolean },
    ): Buffer[];
  };
}
