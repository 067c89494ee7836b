import type { Json } from '../../../contract/json.ts';

/** What a piece of JSON text is, for its colour. */
export type TokenKind = 'key' | 'string' | 'number' | 'word' | 'mark';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** One line of formatted JSON. */
export interface JsonLine {
  /** From 0. */
  readonly number: number;
  readonly depth: number;
  /** JSON Pointer (RFC 6901) of what begins here; `undefined` where something only ends. */
  readonly pointer: string | undefined;
  readonly tokens: readonly Token[];
}

const mark = (text: string): Token => ({ kind: 'mark', text });

/** Indented JSON, at most `most` lines of it. */
export function jsonLines(value: Json, most: number): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const write = (
    item: Json,
    pointer: string,
    depth: number,
    before: readonly Token[],
    comma: boolean,
  ): void => {
    if (lines.length >= most) return;
    const after = comma ? [mark(',')] : [];
    const members = membersOf(item);
    if (members === undefined || members.length === 0) {
      const token = members === undefined ? scalar(item) : mark(Array.isArray(item) ? '[]' : '{}');
      lines.push({ number: lines.length, depth, pointer, tokens: [...before, token, ...after] });
      return;
    }
    const [open, close] = Array.isArray(item) ? ['[', ']'] : ['{', '}'];
    lines.push({ number: lines.length, depth, pointer, tokens: [...before, mark(open)] });
    for (const [index, [name, member]] of members.entries()) {
      const key = Array.isArray(item) ? [] : [token('key', JSON.stringify(name)), mark(': ')];
      write(member, `${pointer}/${escapePointer(name)}`, depth + 1, key, index < members.length - 1);
    }
    lines.push({ number: lines.length, depth, pointer: undefined, tokens: [mark(close), ...after] });
  };
  write(value, '', 0, [], false);
  return lines.slice(0, most);
}

function membersOf(value: Json): readonly (readonly [string, Json])[] | undefined {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item as Json] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

function scalar(value: Json): Token {
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word';
  return token(kind, JSON.stringify(value));
}

function token(kind: TokenKind, text: string): Token {
  return { kind, text };
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
