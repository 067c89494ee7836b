import type { Endpoint } from '../../contract/endpoint.ts';

/** Most bytes of a text where the document sets no limit of its own. */
const MOST_TEXT = 4 * 1024 * 1024;
/** A shorter text cannot hold enough to matter. Bytes. */
const SHORT = 128 * 1024;
/** Most values of a JSON text there. */
const MOST_VALUES = 100_000;

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
    if (text.length < SHORT || !hasMoreValues(text, MOST_VALUES)) return undefined;
    return `The message has more than ${MOST_VALUES} values`;
  };
}

/** Each value but the first stands behind a comma, a colon or an opening bracket; those within strings are few. */
function hasMoreValues(text: Buffer, most: number): boolean {
  let at = 0;
  while ((text[at] ?? 0x5b) <= 0x20) at += 1;
  if (!OPENING.has(text[at] ?? 0)) return false;
  let values = 0;
  for (; at < text.length; at += 1) {
    const byte = text[at];
    if (byte !== 0x2c && byte !== 0x3a && byte !== 0x5b && byte !== 0x7b) continue;
    values += 1;
    if (values > most) return true;
  }
  return false;
}
