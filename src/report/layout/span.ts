import type { Style } from '../style.ts';

/** A piece of text that is set in one way; `undefined` for plain. */
export interface Span {
  readonly text: string;
  readonly paint?: PaintName | undefined;
}

/** The colours of a `Style`. */
export type PaintName = Exclude<keyof Style, 'width'>;

/** What can be laid out: a plain text, or pieces of it. */
export type Text = string | readonly Span[];

export function spansOf(text: Text): readonly Span[] {
  return typeof text === 'string' ? [{ text }] : text;
}

export function span(text: string, paint?: PaintName): Span {
  return paint === undefined ? { text } : { text, paint };
}

/** Columns that a text takes on one line. Combining marks count nothing, wide characters (East Asian, emoji) two. */
export function widthOf(text: Text): number {
  let width = 0;
  for (const { text: piece } of spansOf(text)) for (const character of piece) width += columnsOf(character);
  return width;
}

const NBSP = '\u00a0';

/** The text as one word that no line break divides. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', NBSP);
}

const MARK = /\p{Mark}/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

function columnsOf(character: string): number {
  if (character < '\u0300') return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** No-break spaces have done their work once lines are broken; nobody wants to copy them. */
function plain(text: string): string {
  return text.replaceAll(NBSP, ' ');
}

/** The text with its colours, and spaces up to `width` columns where that is given. */
export function paintSpans(spans: readonly Span[], style: Style, width = 0): string {
  const painted = spans
    .map(({ text, paint }) => (paint === undefined ? plain(text) : style[paint](plain(text))))
    .join('');
  return painted + ' '.repeat(Math.max(0, width - widthOf(spans)));
}
