import type { Contract } from '../../contract/contract.ts';
import { isJsonObject, type Json, type JsonObject } from '../../contract/json.ts';
import { parsePointer } from '../../contract/json-pointer.ts';
import type { SchemaId } from '../../contract/schema.ts';
import { type Block, badge, code, type Inline, joined, type Phrase } from '../blocks.ts';

/** Rows of one table: what is deeper or more is in the reference. */
const MOST_ROWS = 60;
const DEEPEST = 5;

/** The properties of a payload, as a table; nothing for a payload without any. */
export function schemaTable({ schemas }: Pick<Contract, 'schemas'>, id: SchemaId): readonly Block[] {
  const rows: (readonly Phrase[])[] = [];
  let left = 0;
  const add = (row: readonly Phrase[]): boolean => {
    if (rows.length >= MOST_ROWS) {
      left += 1;
      return false;
    }
    rows.push(row);
    return true;
  };

  /** Follows references and puts `allOf` together, each reference once. */
  function open(schema: Json | undefined, seen: ReadonlySet<string>): Opened {
    const parts: JsonObject[] = [];
    const refs = new Set(seen);
    const visit = (part: Json | undefined): void => {
      if (!isJsonObject(part) || parts.length > 100) return;
      if (typeof part.$ref === 'string') {
        if (refs.has(part.$ref)) return void parts.push({ description: 'as above, nested' });
        refs.add(part.$ref);
        visit(schemas[parsePointer(part.$ref.replace(/^[^#]*/, ''))[1] ?? '']?.schema);
      }
      parts.push(part);
      if (Array.isArray(part.allOf)) for (const one of part.allOf as readonly Json[]) visit(one);
    };
    visit(schema);
    const flat: Record<string, Json> = {};
    const properties: Record<string, Json> = {};
    const required = new Set<string>();
    for (const part of parts) {
      for (const [key, value] of Object.entries(part)) if (!(key in flat)) flat[key] = value;
      if (isJsonObject(part.properties))
        for (const [name, value] of Object.entries(part.properties)) properties[name] ??= value;
      if (Array.isArray(part.required)) for (const name of part.required) required.add(String(name));
    }
    return { flat, properties, required, refs };
  }

  function walk(schema: Json | undefined, path: string, seen: ReadonlySet<string>, depth: number): void {
    const { properties, required, refs, flat } = open(schema, seen);
    for (const [name, child] of Object.entries(properties)) {
      const place = path === '' ? name : `${path}.${name}`;
      const opened = open(child, refs);
      if (
        !add([
          [code(place)],
          typeWords(opened.flat),
          required.has(name) ? [badge('required', 'info')] : '',
          about(opened.flat),
        ])
      )
        continue;
      if (depth < DEEPEST) descend(child, opened, place, refs, depth);
    }
    const choices = flat.oneOf ?? flat.anyOf;
    if (Object.keys(properties).length === 0 && Array.isArray(choices) && path === '')
      for (const [index, choice] of (choices as readonly Json[]).entries()) {
        const opened = open(choice, refs);
        const name = typeof opened.flat.title === 'string' ? opened.flat.title : `choice ${index + 1}`;
        if (add([name, typeWords(opened.flat), '', about(opened.flat)]) && depth < DEEPEST)
          walk(choice, '', refs, depth + 1);
      }
  }

  function descend(
    child: Json,
    opened: Opened,
    place: string,
    refs: ReadonlySet<string>,
    depth: number,
  ): void {
    if (Object.keys(opened.properties).length > 0) walk(child, place, refs, depth + 1);
    const { items } = opened.flat;
    if (isJsonObject(items)) walk(items, `${place}[]`, opened.refs, depth + 1);
  }

  const root = open(schemas[id]?.schema, new Set());
  walk(schemas[id]?.schema, '', new Set(), 1);
  if (rows.length === 0) {
    const words = about(root.flat);
    const type = typeWords(root.flat);
    return type.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            text: ['The payload: ', ...type, ...(words.length === 0 ? [] : [', ', ...words]), '.'],
          },
        ];
  }
  return [
    { kind: 'table', head: ['Property', 'Type', '', 'About it'], rows },
    ...(left === 0 ? [] : [{ kind: 'paragraph', text: `${left} more are in the reference.` } as const]),
  ];
}

interface Opened {
  readonly flat: JsonObject;
  readonly properties: JsonObject;
  readonly required: ReadonlySet<string>;
  readonly refs: ReadonlySet<string>;
}

/** `string (date-time)`, `array of number`, `"init"`. */
function typeWords(schema: JsonObject): Inline[] {
  if ('const' in schema) return [code(short(schema.const))];
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.slice(0, MOST_MEMBERS).map((value) => [code(short(value))]);
    const more = schema.enum.length - values.length;
    return [...joined(values, ' | '), ...(more > 0 ? [` and ${more} more`] : [])];
  }
  const { type, format, items } = schema;
  if (type === 'array' || (type === undefined && items !== undefined)) {
    const inner = isJsonObject(items) ? typeWords(items) : [];
    return inner.length === 0 ? ['array'] : ['array of ', ...inner];
  }
  const base = Array.isArray(type) ? type.join(' or ') : typeof type === 'string' ? type : guess(schema);
  if (base === '') return [];
  return [`${base}${typeof format === 'string' ? ` (${format})` : ''}`];
}

const MOST_MEMBERS = 10;

function guess(schema: JsonObject): string {
  if (isJsonObject(schema.properties)) return 'object';
  if (Array.isArray(schema.oneOf) || Array.isArray(schema.anyOf)) return 'one of several';
  return '';
}

/** Its description and its limits. */
function about(schema: JsonObject): Inline[] {
  const description =
    typeof schema.description === 'string' ? schema.description.trim().replaceAll(/\s+/g, ' ') : '';
  const limits = LIMITS.flatMap(([keyword, words]): Inline[][] => {
    const value = schema[keyword];
    return value === undefined || typeof value === 'object' ? [] : [[words, ' ', code(short(value))]];
  });
  const parts: Inline[][] = [...(description === '' ? [] : [[description.replace(/[.;]$/, '')]]), ...limits];
  return joined(parts, '; ');
}

const LIMITS: readonly (readonly [string, string])[] = [
  ['pattern', 'matches'],
  ['minLength', 'at least this long:'],
  ['maxLength', 'at most this long:'],
  ['minimum', 'at least'],
  ['exclusiveMinimum', 'more than'],
  ['maximum', 'at most'],
  ['exclusiveMaximum', 'less than'],
  ['multipleOf', 'a multiple of'],
  ['minItems', 'items, at least'],
  ['maxItems', 'items, at most'],
  ['default', 'default'],
];

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
