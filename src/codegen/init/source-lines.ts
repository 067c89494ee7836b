/** 1-based. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** From behind an opening bracket to the one that closes it; `''` where none does. */
export function enclosed(text: string, from: number): string {
  let depth = 1;
  for (let index = from; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    if (depth === 0) return text.slice(from, index);
  }
  return '';
}

/** `/ws/{room}/{user}` → `['room', 'user']` */
export function pathParameters(address: string): readonly string[] {
  return [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** Comments and docstrings become spaces: what is commented out is no code, and lines keep their numbers. */
export function withoutPythonComments(text: string): string {
  return text.replace(
    /("""|''')[\s\S]*?\1|(["'])(?:\\.|(?!\2)[^\\\n])*\2|#[^\n]*/g,
    (found, docstring: string | undefined) =>
      docstring !== undefined || found.startsWith('#') ? blank(found) : found,
  );
}

/** The same for JavaScript and TypeScript. Strings stay; a regular expression with `//` in it may lose its end. */
export function withoutScriptComments(text: string): string {
  return text.replace(
    /(["'`])(?:\\.|(?!\1)[^\\])*?\1|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (found, quote: string | undefined) => (quote === undefined ? blank(found) : found),
  );
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
