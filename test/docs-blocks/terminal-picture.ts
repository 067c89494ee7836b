import Anser from 'anser';

/** Colours of one picture: `--primary` of GitHub's two themes, so that it stands in a README as if it belonged there. */
export interface Theme {
  readonly background: string;
  readonly border: string;
  readonly text: string;
  readonly dim: string;
  readonly colours: Readonly<Record<string, string>>;
}

export const THEMES: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    background: '#f6f8fa',
    border: '#d1d9e0',
    text: '#1f2328',
    dim: '#59636e',
    colours: {
      red: '#cf222e',
      green: '#1a7f37',
      yellow: '#9a6700',
      cyan: '#1b7c83',
      'bright-black': '#59636e',
    },
  },
  dark: {
    background: '#0d1117',
    border: '#3d444d',
    text: '#f0f6fc',
    dim: '#9198a1',
    colours: {
      red: '#ff7b72',
      green: '#3fb950',
      yellow: '#d29922',
      cyan: '#39c5cf',
      'bright-black': '#9198a1',
    },
  },
};

const SIZE = 13;
/** Of a monospaced font, in parts of its size. Each line is stretched to it, whatever font the reader has. */
const ADVANCE = 0.6 * SIZE;
const LEADING = 19;
const PADDING = 20;

/** What a terminal showed, as an SVG: text that can be searched, copied and read aloud. */
export function terminalPicture(ansi: string, theme: Theme, title: string): string {
  const lines = ansi.trimEnd().split('\n');
  const columns = Math.max(...lines.map((line) => [...plainText(line)].length));
  const width = Math.ceil(columns * ADVANCE + 2 * PADDING);
  const height = lines.length * LEADING + 2 * PADDING;
  const texts = lines.flatMap((line, row) => {
    const length = [...plainText(line)].length;
    if (length === 0) return [];
    const y = PADDING + (row + 0.75) * LEADING;
    return `<text x="${PADDING}" y="${y}" textLength="${(length * ADVANCE).toFixed(1)}">${spans(line, theme)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.background}" stroke="${theme.border}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${SIZE}" fill="${theme.text}">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** The lines that a picture shows, without what colours them. */
export function pictureText(svg: string): string {
  return [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)]
    .map(([, line = '']) => unescaped(line.replaceAll(/<[^>]*>/g, '')))
    .join('\n');
}

/** A terminal's output without its colours; empty lines left out, as a picture has none. */
export function plainText(ansi: string): string {
  return Anser.ansiToText(ansi);
}

function spans(line: string, { colours, dim }: Theme): string {
  return Anser.ansiToJson(line, { use_classes: true, remove_empty: true, json: true })
    .map(({ content, fg, decorations }) => {
      const colour = decorations.includes('dim') ? dim : colours[fg?.replace('ansi-', '') ?? ''];
      const attributes = [
        ...(colour === undefined ? [] : [`fill="${colour}"`]),
        ...(decorations.includes('bold') ? ['font-weight="bold"'] : []),
      ];
      return attributes.length === 0
        ? escaped(content)
        : `<tspan ${attributes.join(' ')}>${escaped(content)}</tspan>`;
    })
    .join('');
}

function escaped(text: string): string {
  // Of several ordinary spaces an SVG shows one.
  const kept = text.replaceAll(' ', '\u00a0');
  return kept.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  const plain = text.replaceAll('\u00a0', ' ');
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
