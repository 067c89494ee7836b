/** Lines of a Mermaid sequence diagram, and the same in words. */
export interface Sequence {
  readonly lines: string[];
  readonly words: string[];
}

/**
 * A text that may stand in a sequence diagram: Mermaid knows no escape for `;` and `#`, GitHub's takes some HTML, and a
 * line break ends it. What could mean something becomes a dot.
 */
export function label(text: string, most = 60): string {
  const clean = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\p{L}\p{N} ._\-/:,()=?&*+×…→←|'{}]/gu, '·')
    .replace(/^end$/i, '(end)')
    .trim();
  const shown = clean === '' ? '·' : clean;
  return shown.length <= most ? shown : `${shown.slice(0, most - 1)}…`;
}

export const HEAD: readonly string[] = [
  'sequenceDiagram',
  '  participant C as Client',
  '  participant S as Server',
];
