import { renderMermaidSVG } from 'beautiful-mermaid';

/**
 * A Mermaid sequence diagram as SVG that may stand in a page: without its style sheet (it would fetch fonts from
 * elsewhere; the page's own has its colours), and with ids that are its own.
 */
export function diagramSvg(mermaid: string, mark: string): string | undefined {
  let svg: string;
  try {
    svg = renderMermaidSVG(mermaid, { bg: 'var(--card)', fg: 'var(--ink)', transparent: true, padding: 24 });
  } catch {
    return undefined;
  }
  return svg
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<svg([^>]*?) style="[^"]*"/, '<svg$1 role="img" aria-hidden="true"')
    .replaceAll(/\bid="(seq-[\w-]+)"/g, `id="${mark}-$1"`)
    .replaceAll(/url\(#(seq-[\w-]+)\)/g, `url(#${mark}-$1)`)
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
