import MarkdownIt from 'markdown-it';
import { html, type Markup } from '../../report/html/markup.ts';

/**
 * CommonMark of a document's author as HTML that can do nothing: raw HTML is shown as the text that it is, links lead
 * to http, https and mailto only, and a picture becomes a link to it, because the docs load nothing from elsewhere.
 * Headings become strong paragraphs: the page's own headings keep their order.
 */
export function proseHtml(markdown: string): Markup {
  return { markup: reader().render(markdown.slice(0, LONGEST)) };
}

/** More than any author writes; CommonMark takes its time with what is made to be slow. Characters. */
const LONGEST = 100_000;

type Reader = InstanceType<typeof MarkdownIt>;

let made: Reader | undefined;

function reader(): Reader {
  made ??= createReader();
  return made;
}

function createReader(): Reader {
  const markdown = new MarkdownIt('default', { html: false, linkify: false, maxNesting: 20 });
  const { rules } = markdown.renderer;
  markdown.validateLink = isHarmless;
  rules.heading_open = (): string => '<p class="prose-heading"><strong>';
  rules.heading_close = (): string => '</strong></p>\n';
  rules.image = (tokens, index): string => {
    const token = tokens[index];
    const source = token?.attrGet('src') ?? '';
    const words = token?.content === undefined || token.content === '' ? source : token.content;
    return html`<a href="${source}" rel="noopener noreferrer">${words}</a>`.markup;
  };
  rules.table_open = (): string =>
    '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>\n';
  rules.table_close = (): string => '</table></div>\n';
  rules.link_open = (tokens, index, options, _, renderer): string => {
    tokens[index]?.attrSet('rel', 'noopener noreferrer');
    return renderer.renderToken(tokens, index, options);
  };
  return markdown;
}

/** An absolute address of the web, or of a person; a relative one would lead nowhere from here, but harms nobody. */
function isHarmless(url: string): boolean {
  const scheme = /^[\s\p{Cc}]*([a-z][a-z0-9+.-]*):/iu.exec(url)?.[1]?.toLowerCase();
  return scheme === undefined
    ? !/\p{Cc}|^\s*(\/|\\|%5C){2}|^\s*(\\|%5C)/iu.test(url)
    : /^(https?|mailto)$/.test(scheme);
}
