import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../contract/json.ts';
import type { MessageId } from '../../contract/message.ts';
import { fromBase64, toBase64 } from '../bytes.ts';

/** A payload as a handler gets it: bytes of a binary message, else JSON or text. */
export function requestFor(contract: Contract, message: MessageId, payload: Json): unknown {
  const isBytes = contract.messages[message]?.format === 'binary' && typeof payload === 'string';
  return isBytes ? fromBase64(payload) : payload;
}

/**
 * A payload as a handler gives it, as it will stand on the wire: bytes become base64, a Date its text. Throws what
 * `JSON.stringify` throws (a cycle, a BigInt), and for what JSON has no word for (a function).
 */
export function payloadFor(contract: Contract, message: MessageId, payload: unknown): Json | undefined {
  if (payload === undefined || typeof payload === 'string') return payload;
  if (payload instanceof ArrayBuffer) return payloadFor(contract, message, new Uint8Array(payload));
  if (ArrayBuffer.isView(payload)) {
    return toBase64(new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength));
  }
  const text = JSON.stringify(payload) as string | undefined;
  if (text === undefined)
    throw new TypeError(`The payload of "${message}" is a ${typeof payload}, and no JSON.`);
  return JSON.parse(text) as Json;
}
