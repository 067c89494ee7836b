/** Message of a `.proto` text → its fields that are maps. */
export function protobufMaps(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const plain = text.replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const open: string[] = [];
  const TOKEN = /\bmessage\s+(\w+)\s*\{|([{}])|\bmap\s*<[^>]*>\s*(\w+)\s*=/g;
  for (const [, message, brace, field] of plain.matchAll(TOKEN)) {
    if (message !== undefined) open.push(message);
    else if (brace === '{') open.push(open.at(-1) ?? '');
    else if (brace === '}') open.pop();
    else if (field !== undefined) {
      const owner = open.at(-1) ?? '';
      found.set(owner, (found.get(owner) ?? new Set()).add(field));
    }
  }
  return found;
}
