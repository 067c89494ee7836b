import { html, type Markup } from '../../report/html/markup.ts';
import { type Block, type Page, textOf } from '../blocks.ts';
import { blocksHtml, type HtmlContext } from './blocks-html.ts';
import { hrefOf, phraseHtml } from './phrase-html.ts';

export interface PageFrame {
  /** Of the API. */
  readonly title: string;
  readonly version: string;
  /** All pages, for the navigation. */
  readonly pages: readonly Page[];
  readonly diagram: HtmlContext['diagram'];
}

/** A whole page: navigation, contents, and what is on this page. It works without scripts; they only add to it. */
export function pageHtml(page: Page, frame: PageFrame): string {
  const { path } = page;
  const up = '../'.repeat(path.split('/').length - 1);
  const isReference = page.only === 'html';
  let count = 0;
  const context: HtmlContext = { path, diagram: frame.diagram, next: () => (count += 1) };
  const tries = page.blocks.some((block) => block.kind === 'panel' && block.name === 'try-it');
  const scripts = [
    'site.js',
    ...(tries ? ['contract.js', 'try-it.js'] : []),
    ...(isReference ? ['document.js', 'reference.js', 'reference-start.js'] : []),
  ];
  const heading = path === 'index' ? frame.title : `${page.title} · ${frame.title}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Countersign">
<meta http-equiv="Content-Security-Policy" content="${policy(tries || isReference)}">
<title>${heading}</title>
<link rel="icon" href="${ICON}">
${isReference ? html`<link rel="stylesheet" href="${up}assets/reference.css">\n` : undefined}<link rel="stylesheet" href="${up}assets/site.css">
<script src="${up}assets/theme.js"></script>
</head>
<body data-up="${up}"${isReference ? { markup: ' class="wide"' } : undefined}>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="${hrefOf({ page: 'index' }, path)}"><span class="brand-name">${frame.title}</span> <span class="badge plain">${frame.version}</span></a>
<div class="tools"></div>
</header>
<div class="frame">
<nav class="side" aria-label="Pages">${navigation(frame.pages, path)}</nav>
<main id="content" tabindex="-1">
${isReference ? html`<h1 class="unseen">${page.title}</h1>\n` : titleOf(page)}${blocksHtml(page.blocks, context)}</main>
${isReference ? undefined : contents(page)}</div>
<footer class="bottom"><p>Written by <a href="https://www.npmjs.com/package/countersign" rel="noopener noreferrer">Countersign</a> from one AsyncAPI document: the mock obeys it, verify demands it, these pages show it.</p></footer>
${scripts.map((name) => html`<script defer src="${up}assets/${name}"></script>\n`)}</body>
</html>
`.markup;
}

/** A mark of two arrows, the same as the console's. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%230b6b58'/%3E%3Cpath d='M9 12h11l-3-3M23 20H12l3 3' fill='none' stroke='%23fff' stroke-width='2.6' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/**
 * Nothing is loaded from elsewhere, and no script runs but those beside the page. The rules of the try-it panel and the
 * reference are compiled in the page, which a policy calls eval.
 */
function policy(compiles: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' file:${compiles ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' file: 'unsafe-inline'",
    "img-src 'self' file: data:",
    "font-src 'self' file: data:",
    "connect-src ws: wss: 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const GROUPS = [
  ['start', undefined],
  ['endpoints', 'Endpoints'],
  ['more', 'More'],
] as const;

function navigation(pages: readonly Page[], path: string): readonly Markup[] {
  return GROUPS.flatMap(([group, title]) => {
    const here = pages.filter((page) => page.group === group);
    if (here.length === 0) return [];
    const items = here.map(
      (page) =>
        html`<li><a href="${hrefOf({ page: page.path }, path)}"${page.path === path ? { markup: ' aria-current="page"' } : undefined}>${page.short}</a></li>\n`,
    );
    return [
      html`${title === undefined ? undefined : html`<p class="group">${title}</p>\n`}<ul>${items}</ul>\n`,
    ];
  });
}

function titleOf({ eyebrow, title, badges = [], lede, path }: Page): Markup {
  return html`<div class="title">${eyebrow === undefined ? undefined : html`<p class="eyebrow">${eyebrow}</p>\n`}<h1>${title}</h1>
${badges.length === 0 ? undefined : html`<p class="badges">${phraseHtml(badges, path)}</p>\n`}${lede === undefined ? undefined : html`<p class="lede">${phraseHtml(lede, path)}</p>\n`}</div>
`;
}

/** More entries than this are no help: then only the sections are listed. */
const MOST_ENTRIES = 40;

function contents({ blocks }: Page): Markup | undefined {
  const headings = blocks.filter(
    (block): block is Extract<Block, { kind: 'heading' }> => block.kind === 'heading',
  );
  if (headings.length < 2) return html`<div class="on-page"></div>\n`;
  const shown = headings.length <= MOST_ENTRIES ? headings : headings.filter(({ level }) => level === 2);
  return html`<nav class="on-page" aria-label="On this page"><p class="group">On this page</p><ul>${shown.map(
    ({ id, text, level }) =>
      html`<li class="level-${level}"><a href="#${encodeURIComponent(id)}">${contentsText(text)}</a></li>\n`,
  )}</ul></nav>\n`;
}

/** Without the badges. */
function contentsText(text: Extract<Block, { kind: 'heading' }>['text']): string {
  if (typeof text === 'string') return text;
  return textOf(text.filter((inline) => typeof inline === 'string' || inline.kind !== 'badge')).trim();
}
