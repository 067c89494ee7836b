import { isJsonObject, type Json } from '../../contract/json.ts';

const LONGEST = 60;

/** What a small schema demands, as a reader would say it: `data.is_final is true and symbol matches ^[A-Z]+$`. */
export function conditionWords(schema: Json): string {
  const words = demands(schema, []);
  const text = words === undefined || words.length === 0 ? JSON.stringify(schema) : words.join(' and ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** `undefined` where the schema says more than can be said in this way. */
function demands(schema: Json | undefined, path: readonly string[]): string[] | undefined {
  if (!isJsonObject(schema)) return undefined;
  const name = path.join('.');
  const words: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && isJsonObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        const inner = demands(child, [...path, key]);
        if (inner === undefined) return undefined;
        words.push(...inner);
      }
    } else if (keyword === 'const') words.push(`${name} is ${JSON.stringify(value)}`);
    else if (keyword === 'enum' && Array.isArray(value)) {
      words.push(`${name} is one of ${value.map((item) => JSON.stringify(item)).join(', ')}`);
    } else if (keyword === 'pattern') words.push(`${name} matches ${value}`);
    else if (keyword === 'type' && typeof value === 'string' && name !== '') {
      words.push(value === 'null' ? `${name} is null` : `${name} is of type ${value}`);
    } else if (keyword !== 'required' && keyword !== 'type') return undefined;
  }
  return words;
}
