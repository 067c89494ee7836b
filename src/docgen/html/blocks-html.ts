import { html, type Markup } from '../../report/html/markup.ts';
import type { Block, Card, Code, Tab } from '../blocks.ts';
import { textOf } from '../blocks.ts';
import { highlight } from './highlight.ts';
import { hrefOf, phraseHtml } from './phrase-html.ts';
import { proseHtml } from './prose.ts';

/** What one page's HTML is made with. */
export interface HtmlContext {
  /** Of the page, without ending. */
  readonly path: string;
  /** A Mermaid diagram as inline SVG without scripts, fonts and style sheets; `mark` makes its ids its own. */
  diagram(mermaid: string, mark: string): string | undefined;
  /** Counts what needs an id of its own. */
  next(): number;
}

export function blocksHtml(blocks: readonly Block[], context: HtmlContext): readonly Markup[] {
  return blocks.map((block) => blockHtml(block, context));
}

function blockHtml(block: Block, context: HtmlContext): Markup {
  const { path } = context;
  switch (block.kind) {
    case 'heading': {
      const inner = html`${phraseHtml(block.text, path)}<a class="anchor" href="#${encodeURIComponent(block.id)}" aria-label="Link to ${textOf(block.text)}">#</a>`;
      if (block.level === 2) return html`<h2 id="${block.id}">${inner}</h2>\n`;
      if (block.level === 3) return html`<h3 id="${block.id}">${inner}</h3>\n`;
      return html`<h4 id="${block.id}">${inner}</h4>\n`;
    }
    case 'paragraph':
      return html`<p>${phraseHtml(block.text, path)}</p>\n`;
    case 'prose':
      return html`<div class="prose">${proseHtml(block.markdown)}</div>\n`;
    case 'facts':
      return html`<dl class="facts">${block.rows.map(
        ([label, value]) => html`<div><dt>${label}</dt><dd>${phraseHtml(value, path)}</dd></div>\n`,
      )}</dl>\n`;
    case 'table':
      return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${block.head.join(', ')}"><table>
<thead><tr>${block.head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${block.rows.map(
        (row) => html`<tr>${row.map((cell) => html`<td>${phraseHtml(cell, path)}</td>`)}</tr>\n`,
      )}</tbody>
</table></div>\n`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${phraseHtml(item, path)}</li>\n`);
      return block.ordered ? html`<ol>${items}</ol>\n` : html`<ul>${items}</ul>\n`;
    }
    case 'code':
      return codeHtml(block);
    case 'tabs':
      return tabsHtml(block.id, block.label, block.tabs, context);
    case 'diagram':
      return diagramHtml(block, context);
    case 'note':
      return html`<div class="note ${block.tone}" role="note"><p>${phraseHtml(block.text, path)}</p></div>\n`;
    case 'details':
      return html`<details><summary>${phraseHtml(block.summary, path)}</summary><div class="folded">
${blocksHtml(block.blocks, context)}</div></details>\n`;
    case 'cards':
      return html`<ul class="cards">${block.cards.map((card) => cardHtml(card, path))}</ul>\n`;
    case 'panel':
      return html`<div class="panel" data-panel="${block.name}" data-of="${block.data}"><noscript><p>${phraseHtml(block.instead, path)}</p></noscript></div>\n`;
  }
}

function codeHtml({ language, text, title }: Code): Markup {
  const name = title ?? LANGUAGES[language];
  return html`<figure class="code"><figcaption>${name}</figcaption><pre tabindex="0" aria-label="${name}"><code>${highlight(text, language)}</code></pre></figure>\n`;
}

const LANGUAGES: Readonly<Record<Code['language'], string>> = {
  sh: 'Shell',
  js: 'JavaScript',
  ts: 'TypeScript',
  jsx: 'React',
  tsx: 'React',
  vue: 'Vue',
  py: 'Python',
  json: 'JSON',
  http: 'HTTP',
  text: 'Text',
  yaml: 'YAML',
};

/** Without scripts all of them stand below each other, each under its name. */
function tabsHtml(id: string, label: string, tabs: readonly Tab[], context: HtmlContext): Markup {
  const group = `${id}-${context.next()}`;
  return html`<div class="tabs" data-tabs="${id}" data-label="${label}">
${tabs.map(
  (
    tab,
    index,
  ) => html`<section class="tab" id="${group}-${index}" data-tab="${tab.label}" aria-label="${tab.label}">
<p class="tab-name">${tab.label}</p>
${codeHtml(tab.code)}${tab.notes.map((words) => html`<p class="aside">${phraseHtml(words, context.path)}</p>\n`)}</section>\n`,
)}</div>\n`;
}

/** The picture for the eyes; its words for everybody. */
function diagramHtml(block: Extract<Block, { kind: 'diagram' }>, context: HtmlContext): Markup {
  const mark = `d${context.next()}`;
  const svg = context.diagram(block.mermaid, mark);
  const words = html`<ol>${block.words.map((line) => html`<li>${line}</li>\n`)}</ol>`;
  if (svg === undefined) return html`<div class="diagram">${words}</div>\n`;
  return html`<figure class="diagram">
<div class="scroll" tabindex="0" role="region" aria-label="Diagram: ${block.title}">${{ markup: svg }}</div>
<details class="words"><summary>In words</summary>${words}</details></figure>\n`;
}

function cardHtml({ title, to, badges, address, text }: Card, path: string): Markup {
  return html`<li class="card"><p class="card-title"><a href="${hrefOf(to, path)}">${title}</a> ${phraseHtml(badges, path)}</p>
${address === undefined ? undefined : html`<p class="address"><code>${address}</code></p>`}
<p class="soft">${phraseHtml(text, path)}</p></li>\n`;
}
