import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';

/** An example, and the JSON Schema of the requests that it answers; absent: any. */
export interface DispatchCase {
  readonly when?: JsonObject;
  readonly example: string;
}

/**
 * The rules of Microcks' dispatcher JSON_BODY as JSON Schemas:
 * `{ "exp": "/pointer", "operator": "equals" | "range" | "regexp" | "size" | "presence", "cases": { case: example } }`.
 * `undefined` where they are none.
 */
export function jsonBodyCases(rules: Json | undefined): readonly DispatchCase[] | undefined {
  if (!isJsonObject(rules) || !isJsonObject(rules.cases)) return undefined;
  const { exp, operator, cases } = rules;
  if (typeof exp !== 'string' || typeof operator !== 'string' || !Object.hasOwn(LEAVES, operator))
    return undefined;
  const leafOf = LEAVES[operator];
  const entries = Object.entries(cases).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const chosen = entries.flatMap(([key, example]): DispatchCase[] => {
    const leaf = key === 'default' ? undefined : leafOf?.(key);
    return leaf === undefined ? [] : [{ when: schemaAt(parsePointer(exp), leaf), example }];
  });
  // What is not found is missing; all that fits none of the cases is the default.
  const missing = operator === 'presence' ? cases.missing : undefined;
  const rest = typeof missing === 'string' ? missing : cases.default;
  return typeof rest === 'string' ? [...chosen, { example: rest }] : chosen;
}

/** Operator → the schema of the value that a case stands for; `undefined`: none does. */
const LEAVES: Readonly<Record<string, (key: string) => JsonObject | undefined>> = {
  // Microcks compares the value's text.
  equals: (key) => ({ enum: [key, ...(TEXTS.has(key) || isNumber(key) ? [JSON.parse(key) as Json] : [])] }),
  regexp: (key) => ({ type: 'string', pattern: `^(?:${key})$` }),
  range(key) {
    const range = parseRange(key);
    return range === undefined
      ? undefined
      : {
          type: 'number',
          [range.from.open ? 'exclusiveMinimum' : 'minimum']: range.from.value,
          [range.to.open ? 'exclusiveMaximum' : 'maximum']: range.to.value,
        };
  },
  size(key) {
    const range = parseRange(key);
    if (range === undefined) return undefined;
    const least = range.from.open ? Math.floor(range.from.value) + 1 : Math.ceil(range.from.value);
    const most = range.to.open ? Math.ceil(range.to.value) - 1 : Math.floor(range.to.value);
    return most < 0 ? undefined : { type: 'array', minItems: Math.max(0, least), maxItems: most };
  },
  presence: (key) => (key === 'found' ? { not: { const: '' } } : undefined),
};

const TEXTS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
}

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

/** `[0;20[`: brackets that turn away leave the bound out. */
function parseRange(text: string): { readonly from: Bound; readonly to: Bound } | undefined {
  const [, left, low = '', high = '', right] =
    /^([[\]])\s*([^;]+?)\s*;\s*([^;]+?)\s*([[\]])$/.exec(text) ?? [];
  const [from, to] = [Number(low), Number(high)];
  if (left === undefined || Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return { from: { value: from, open: left === ']' }, to: { value: to, open: right === '[' } };
}

/** Values that have something at that place which satisfies `leaf`. */
function schemaAt(path: readonly string[], leaf: JsonObject): JsonObject {
  const [token, ...rest] = path;
  if (token === undefined) return leaf;
  const inner = schemaAt(rest, leaf);
  const member = { type: 'object', required: [token], properties: { [token]: inner } };
  if (!/^\d+$/.test(token)) return member;
  const index = Number(token);
  const before = Array.from({ length: index }, () => true);
  return { anyOf: [member, { type: 'array', minItems: index + 1, items: [...before, inner] }] };
}
