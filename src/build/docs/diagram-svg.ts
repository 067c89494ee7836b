import { renderMermaidSVG } from 'beautiful-mermaid';

/**
 * A Mermaid sequence diagram as SVG that may stand in a page: without its style sheet (it would fetch fonts from
 * elsewhere; the page's own has its colours), and with ids that are its own.
 */
export function diagramSvg(mermaid: string, mark: string): string | undefined {
  let svg: string;
  try {
    svg = renderMermaidSVG(widened(mermaid), {
      bg: 'var(--card)',
      fg: 'var(--ink)',
      transparent: true,
      padding: 24,
    });
  } catch {
    return undefined;
  }
  return svg
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<svg([^>]*?) style="[^"]*"/, '<svg$1 role="img" aria-hidden="true"')
    .replaceAll(/\bid="(seq-[\w-]+)"/g, `id="${mark}-$1"`)
    .replaceAll(/url\(#(seq-[\w-]+)\)/g, `url(#${mark}-$1)`)
    .replace(
      / width="([\d.]+)" height="([\d.]+)"/,
      (_, width: string, height: string) => ` width="${scaled(width)}" height="${scaled(height)}"`,
    )
    .replaceAll(BLANK, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** Takes room, and is no space that would be trimmed. */
const BLANK = '\u2800';

/** The library puts the lifelines as far apart as their names are wide, whatever is written between them. */
function widened(mermaid: string): string {
  const lines = mermaid.split('\n');
  const longest = Math.max(...lines.map((line) => /: (.*)$/.exec(line)?.[1]?.length ?? 0));
  const blanks = BLANK.repeat(Math.min(16, Math.max(4, Math.round(longest / 3.6))));
  return lines
    .map((line) => line.replace(/^(\s*participant \w+ as )(.+)$/, `$1${blanks}$2${blanks}`))
    .join('\n');
}

/** Its letters are 11 px high; a reader wants 13. */
function scaled(length: string): number {
  return Math.round(Number(length) * 1.18);
}
