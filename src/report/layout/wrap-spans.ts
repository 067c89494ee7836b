import { type Span, span, spansOf, type Text, widthOf } from './span.ts';

/**
 * Breaks a text into lines of at most `width` columns (8 at least): at spaces and line breaks, and inside a word only
 * where it is wider than a whole line, preferably behind one of `/?&=,-_.`. A no-break space keeps words together.
 * Never returns no line.
 */
export function wrapSpans(text: Text, width: number): (readonly Span[])[] {
  const limit = Math.max(8, width);
  const lines: Span[][] = [[]];
  for (const word of wordsOf(spansOf(text))) {
    if (word === LINE_BREAK) {
      lines.push([]);
      continue;
    }
    for (const [index, part] of partsOf(word, limit).entries()) {
      const line = lines.at(-1) ?? [];
      const used = widthOf(line);
      const gap = used > 0 && index === 0 ? 1 : 0;
      if (used + gap + widthOf(part) > limit && used > 0) lines.push([...part]);
      else line.push(...(gap === 1 ? [span(' ')] : []), ...part);
    }
  }
  return lines;
}

const LINE_BREAK = 'line break';

/** Words may run over several spans: `"x"` in colour, then a plain comma. */
function wordsOf(spans: readonly Span[]): (readonly Span[] | typeof LINE_BREAK)[] {
  const words: (readonly Span[] | typeof LINE_BREAK)[] = [];
  let word: Span[] = [];
  const end = (): void => {
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const { text, paint } of spans) {
    for (const token of text.split(/([ \t\r\n]+)/)) {
      if (token === '') continue;
      if (/^[ \t\r\n]/.test(token)) {
        end();
        if (token.includes('\n')) words.push(LINE_BREAK);
      } else {
        // A document is data: what it says must not steer the terminal.
        const visible = token.replaceAll(/\p{Cc}/gu, '');
        if (visible !== '') word.push(span(visible, paint));
      }
    }
  }
  end();
  return words;
}

/** A word that is wider than a line, in parts that are not. */
function partsOf(word: readonly Span[], limit: number): (readonly Span[])[] {
  if (widthOf(word) <= limit) return [word];
  return word.flatMap(({ text, paint }) => {
    const parts: Span[][] = [];
    let rest = [...text];
    while (rest.length > 0) {
      const head = rest.slice(0, fitting(rest, limit));
      const last =
        head.length === rest.length ? -1 : head.findLastIndex((character) => '/?&=,-_.'.includes(character));
      const cut = last > head.length / 2 ? last + 1 : head.length;
      parts.push([span(rest.slice(0, cut).join(''), paint)]);
      rest = rest.slice(cut);
    }
    return parts;
  });
}

/** How many of the characters fit into so many columns; one at least. */
function fitting(characters: readonly string[], limit: number): number {
  let width = 0;
  for (const [index, character] of characters.entries()) {
    width += widthOf(character);
    if (width > limit) return Math.max(1, index);
  }
  return characters.length;
}
