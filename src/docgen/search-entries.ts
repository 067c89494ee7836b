import { type Block, type Page, type Phrase, textOf } from './blocks.ts';

/** What the search of the HTML pages knows: one entry for each section. */
export interface SearchEntry {
  /** `endpoints/voice.html#messages`, from the root of the site. */
  readonly to: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

/** A section is found by its beginning. Characters. */
const LONGEST = 600;

export function searchEntries(pages: readonly Page[]): readonly SearchEntry[] {
  return pages.flatMap((page) => {
    const sections: { to: string; title: string; parts: string[] }[] = [
      {
        to: `${page.path}.html`,
        title: page.title,
        parts: page.lede === undefined ? [] : [textOf(page.lede)],
      },
    ];
    for (const block of page.blocks) {
      if (block.kind === 'heading')
        sections.push({
          to: `${page.path}.html#${encodeURIComponent(block.id)}`,
          title: wordsOf(block.text),
          parts: [],
        });
      else sections.at(-1)?.parts.push(textOfBlock(block));
    }
    return sections.map(({ to, title, parts }) => ({
      to,
      page: page.short,
      title,
      text: parts.join(' ').replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST),
    }));
  });
}

function wordsOf(text: Phrase): string {
  if (typeof text === 'string') return text;
  return textOf(text.filter((inline) => typeof inline === 'string' || inline.kind !== 'badge')).trim();
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return textOf(block.text);
    case 'prose':
      return block.markdown;
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${textOf(value)}`).join('. ');
    case 'table':
      return block.rows.map((row) => row.map(textOf).join(' ')).join('. ');
    case 'list':
      return block.items.map(textOf).join('. ');
    case 'code':
      return block.text;
    case 'diagram':
      return block.words.join(' ');
    case 'details':
      return textOf(block.summary);
    case 'cards':
      return block.cards
        .map(({ title, text, address = '' }) => `${title} ${address} ${textOf(text)}`)
        .join('. ');
    case 'tabs':
    case 'panel':
      return '';
  }
}
