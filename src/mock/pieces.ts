import type { OutgoingData } from '../engine/engine.ts';
import type { Port } from './session.ts';

/** Messages that go out in pieces, one after the other. */
export interface Pieces {
  /** Hands a piece on where the transport can do so. The whole message with its last piece; until then `undefined`. */
  take(data: OutgoingData, part: 'more' | 'last'): OutgoingData | undefined;
}

/** A transport without fragments is sent the whole message when its last piece is due: a client sees no difference. */
export function createPieces(port: Port): Pieces {
  let parts: string[] = [];
  return {
    take(data, part) {
      parts.push('text' in data ? data.text : data.base64);
      port.fragment?.(data, part === 'last');
      if (part === 'more') return undefined;
      const whole = parts.join('');
      parts = [];
      return 'text' in data ? { text: whole } : { base64: whole };
    },
  };
}
