import { html, type Markup } from '../../report/html/markup.ts';
import type { Inline, Link, Phrase } from '../blocks.ts';

/** From the page at `path` to a link's target, as a URL without a scheme or as the address that it is. */
export function hrefOf(link: Link, path: string, ending = 'html'): string {
  if (typeof link === 'string') return link;
  const hash = link.id === undefined ? '' : `#${encodeURIComponent(link.id)}`;
  if (link.page === path && hash !== '') return hash;
  return `${'../'.repeat(path.split('/').length - 1)}${link.page}.${ending}${hash}`;
}

/** Code of so many characters stays on one line. */
const SHORT = 28;

export function phraseHtml(phrase: Phrase, path: string): readonly Markup[] {
  return (typeof phrase === 'string' ? [phrase] : phrase).map((inline) => inlineHtml(inline, path));
}

function inlineHtml(inline: Inline, path: string): Markup {
  if (typeof inline === 'string') return html`${inline}`;
  switch (inline.kind) {
    case 'code':
      return inline.text.length <= SHORT
        ? html`<code class="short">${inline.text}</code>`
        : html`<code>${inline.text}</code>`;
    case 'strong':
      return html`<strong>${inline.text}</strong>`;
    case 'soft':
      return html`<span class="soft">${inline.text}</span>`;
    case 'badge':
      return html`<span class="badge ${inline.tone}">${inline.text}</span>`;
    case 'link':
      return html`<a href="${hrefOf(inline.to, path)}">${inline.code ? html`<code>${inline.text}</code>` : inline.text}</a>`;
  }
}
