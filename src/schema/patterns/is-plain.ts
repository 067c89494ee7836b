/**
 * Is this pattern one of the many that need no analysis, whose import alone costs more than all else of a small
 * document? It is anchored, has no group and no alternative, and at most one repetition: there is one way to read a
 * text, and one place to begin.
 */
export function isPlain(pattern: string): boolean {
  if (pattern.length > 500 || !pattern.startsWith('^')) return false;
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/[()|]/.test(bare) || (bare.match(/[*+{]/g) ?? []).length > 1) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
