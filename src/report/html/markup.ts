/** A piece of HTML that is known to be right. Anything else that gets into a page is escaped. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Part[] | undefined;

/**
 * A template of HTML: strings and numbers in it are escaped for text and for quoted attributes, markup is put in as it
 * is, lists one after the other, and `undefined` leaves nothing.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: texts.map((text, i) => (i === 0 ? text : render(parts[i - 1]) + text)).join('') };
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(render).join('');
  return escapeHtml(String(part));
}

/** HTML §13.1.2.3 and §13.1.4; control characters may not stand in a document, and are shown as U+FFFD. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu, '\ufffd');
}
