import type { Block, Code, Inline, Page, Phrase } from '../blocks.ts';
import { textOf } from '../blocks.ts';
import { hrefOf } from '../html/phrase-html.ts';

/** One page as Markdown that GitHub shows well: diagrams as Mermaid, links that name their anchors. */
export function pageMarkdown(page: Page): string {
  const { title, lede, badges = [], path } = page;
  const parts = [
    `# ${plain(title)}`,
    ...(badges.length === 0
      ? []
      : [
          phraseMarkdown(
            badges.flatMap((one) => [one, ' ']),
            path,
          ).trim(),
        ]),
    ...(lede === undefined || textOf(lede) === '' ? [] : [phraseMarkdown(lede, path)]),
    ...page.blocks.map((block) => blockMarkdown(block, path)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockMarkdown(block: Block, path: string): string {
  switch (block.kind) {
    case 'heading':
      return `<a id="${encodeURIComponent(block.id)}"></a>\n\n${'#'.repeat(block.level)} ${phraseMarkdown(block.text, path)}`;
    case 'paragraph':
      return phraseMarkdown(block.text, path);
    case 'prose':
      return proseMarkdown(block.markdown);
    case 'facts':
      return block.rows
        .map(([label, value]) => `- **${plain(label)}**: ${phraseMarkdown(value, path)}`)
        .join('\n');
    case 'table':
      return tableMarkdown(block.head, block.rows, path);
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${phraseMarkdown(item, path)}`)
        .join('\n');
    case 'code':
      return codeMarkdown(block);
    case 'tabs':
      return block.tabs
        .map(({ label, code, notes }) =>
          [
            `**${plain(label)}**`,
            codeMarkdown(code),
            ...notes.map((words) => phraseMarkdown(words, path)),
          ].join('\n\n'),
        )
        .join('\n\n');
    case 'diagram':
      return fence('mermaid', block.mermaid);
    case 'note':
      return phraseMarkdown(block.text, path).replaceAll(/^/gm, '> ');
    case 'details':
      return [
        `**${phraseMarkdown(block.summary, path).replaceAll('**', '')}**`,
        ...block.blocks.map((inner) => blockMarkdown(inner, path)),
      ].join('\n\n');
    case 'cards':
      return block.cards
        .map(({ title, to, address, text, badges }) => {
          const words = [
            ...(address === undefined ? [] : [inlineCode(address)]),
            ...badges.map((one) => inlineMarkdown(one, path)),
            phraseMarkdown(text, path),
          ].filter((part) => part !== '');
          return `- [${plain(title)}](${hrefOf(to, path, 'md')})${words.length === 0 ? '' : `: ${words.join(' ')}`}`;
        })
        .join('\n');
    case 'panel':
      return phraseMarkdown(block.instead, path);
  }
}

function tableMarkdown(head: readonly string[], rows: readonly (readonly Phrase[])[], path: string): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(head.map(plain)),
    line(head.map(() => '---')),
    ...rows.map((row) => line(row.map((cell) => phraseMarkdown(cell, path)))),
  ].join('\n');
}

function codeMarkdown({ language, text }: Code): string {
  return fence(language === 'text' ? '' : language, text);
}

/** A fence that is longer than any in the text (CommonMark 4.5). */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** Raw HTML is text here, too, and the author's headings do not come between the page's own. */
function proseMarkdown(markdown: string): string {
  return markdown
    .trim()
    .split('\n')
    .map((line) => line.replace(/^ {0,3}#{1,6}\s+(.*?)\s*#*$/, '**$1**'))
    .join('\n')
    .replaceAll(/<(?=[a-zA-Z/!?])(?!(?:https?|mailto):)/g, '\\<')
    .replaceAll(/\](?=\(\s*(?!<?(?:https?:|mailto:|#|[\w./-]+[)\s])))/gi, '\\]');
}

function phraseMarkdown(phrase: Phrase, path: string): string {
  return (typeof phrase === 'string' ? [phrase] : phrase)
    .map((inline) => inlineMarkdown(inline, path))
    .join('');
}

function inlineMarkdown(inline: Inline, path: string): string {
  if (typeof inline === 'string') return plain(inline);
  switch (inline.kind) {
    case 'code':
      return inlineCode(inline.text);
    case 'strong':
      return `**${plain(inline.text)}**`;
    case 'soft':
      return plain(inline.text);
    case 'badge':
      return `_${plain(inline.text)}_`;
    case 'link':
      return `[${inline.code ? inlineCode(inline.text) : plain(inline.text)}](${hrefOf(inline.to, path, 'md')})`;
  }
}

function inlineCode(text: string): string {
  const bare = text.replaceAll(/\s+/g, ' ');
  if (bare === '') return '` `';
  const longest = Math.max(0, ...[...bare.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const room = bare.startsWith('`') || bare.endsWith('`') ? ' ' : '';
  return `${ticks}${room}${bare}${room}${ticks}`;
}

/** Text that Markdown takes for text: one line, with everything escaped that could mean something. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>~]/g, '\\$&')
    .replaceAll(/(?<=^|\s)([#+-])(?=\s)/g, '\\$1')
    .replaceAll(/&(?=[a-z#])/gi, '&amp;');
}
