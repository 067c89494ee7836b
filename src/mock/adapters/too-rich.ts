import type { Endpoint } from '../../contract/endpoint.ts';

/** Most bytes of a text where the document sets no limit of its own. */
const MOST_TEXT = 4 * 1024 * 1024;
/** A shorter text cannot hold enough to matter. Bytes. */
const SHORT = 128 * 1024;
/** Most values of a JSON text there, and most of them that have a key: an object of many keys takes ten times as long. */
const MOST_VALUES = 100_000;
const MOST_KEYS = 25_000;

/** `[` and `{`: what else a text begins with is read in no time, however long it is. */
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);

/**
 * Watches the texts to that endpoint: JSON of a few MiB that is all commas keeps the event loop for a second, and so
 * does any text that is long enough. Where the document says how much a message may have, that alone counts.
 */
export function tooRichFor(endpoint: Endpoint): (text: Buffer) => string | undefined {
  if (endpoint.payloadLimit !== undefined) return () => undefined;
  return (text) => {
    if (text.length > MOST_TEXT) return `The text is longer than ${MOST_TEXT >> 20} MiB`;
    const excess = text.length < SHORT ? undefined : excessOf(text);
    return excess === undefined ? undefined : `The message has more than ${excess}`;
  };
}

/**
 * Each value but the first stands behind a comma, a colon or an opening bracket, and each key before a colon; those
 * within strings are few.
 */
function excessOf(text: Buffer): string | undefined {
  let at = 0;
  while ((text[at] ?? 0x5b) <= 0x20) at += 1;
  if (!OPENING.has(text[at] ?? 0)) return undefined;
  let values = 0;
  let keys = 0;
  // The last byte that is no space.
  let last = 0;
  for (; at < text.length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === 0x2c || byte === 0x3a || byte === 0x5b || byte === 0x7b) {
      values += 1;
      // A colon of a time or an address is not behind the quotation mark that ends a key.
      if (byte === 0x3a && last === 0x22) keys += 1;
      if (values > MOST_VALUES) return `${MOST_VALUES} values`;
      if (keys > MOST_KEYS) return `${MOST_KEYS} keys`;
    }
    if (byte > 0x20) last = byte;
  }
  return undefined;
}
