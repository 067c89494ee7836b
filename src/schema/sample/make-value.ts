import { isJsonObject, type Json, type JsonObject, sameJson } from '../../contract/json.ts';
import { parsePointer } from '../../contract/json-pointer.ts';
import { flattenSchema } from './flatten-schema.ts';
import { makeNumber } from './make-number.ts';
import { makeText } from './make-text.ts';
import type { Making } from './making.ts';

interface Place {
  readonly pointer: string;
  readonly depth: number;
  /** The references that led here. */
  readonly followed: readonly string[];
}

/** Optional properties deeper than this are left out. */
const DEEPEST_OPTIONAL = 8;
/** Deeper than this nothing is made: the schema demands an endless value. */
const DEEPEST = 60;
/** Values that are made beyond the budget, where they are required: a tree may double at each of its levels. */
const MOST_REQUIRED = 1_000;

export function makeValue(schema: Json | undefined, making: Making): Json | undefined {
  return make(schema, making, { pointer: '', depth: 0, followed: [] });
}

function make(schema: Json | undefined, making: Making, place: Place): Json | undefined {
  making.budget -= 1;
  if (schema === false || place.depth > DEEPEST || making.budget < -MOST_REQUIRED) return undefined;
  const { choices } = making;
  const { pointer } = place;
  const { flat, followed, left } = flattenSchema(schema, pointer, making);
  const inside = { ...place, followed: [...place.followed, ...followed] };
  if (Object.hasOwn(flat, 'const')) return flat.const;
  if (left === 0) {
    const example = exampleIn(flat, choices.dice(pointer));
    if (example !== undefined) {
      making.examples.add(pointer);
      return example;
    }
  }
  if (Array.isArray(flat.enum) && flat.enum.length > 0) {
    const members: readonly Json[] = flat.enum;
    return members[choices.dice(pointer) % members.length];
  }
  const types = typesOf(flat);
  switch (types[left % types.length]) {
    case 'object':
      return makeObject(flat, making, inside, left);
    case 'array':
      return makeArray(flat, making, inside, left);
    case 'integer':
      return makeNumber(flat, true, choices.dice(pointer));
    case 'number':
      // OpenAPI's formats of whole numbers are judged as such.
      return makeNumber(flat, flat.format === 'int32' || flat.format === 'int64', choices.dice(pointer));
    case 'boolean':
      return choices.dice(pointer) % 2 === 0;
    case 'null':
      return null;
    default:
      return makeText(flat, nameOf(pointer), choices.dice(pointer), left, making.untried);
  }
}

/** The property that the value is for; an item of a list has its list's. */
function nameOf(pointer: string): string {
  return parsePointer(pointer).findLast((token) => !/^\d+$/.test(token)) ?? '';
}

/** What the author thought of. OpenAPI's `example` stands alone, JSON Schema's `examples` are a list. */
function exampleIn(schema: JsonObject, dice: number): Json | undefined {
  const { examples, example, default: standard } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[dice % examples.length] as Json;
  return example ?? (standard === null ? undefined : standard);
}

/** Possible types, `null` last: a value says more. */
function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  const named = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
  if (named.length > 0)
    return [...named.filter((one) => one !== 'null'), ...named.filter((one) => one === 'null')];
  const has = (...keywords: readonly string[]): boolean => keywords.some((one) => Object.hasOwn(schema, one));
  if (has('properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties'))
    return ['object'];
  if (has('items', 'prefixItems', 'contains', 'minItems', 'maxItems')) return ['array'];
  if (has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf')) return ['number'];
  if (has('pattern', 'format', 'minLength', 'maxLength')) return ['string'];
  return ['string', 'object'];
}

function makeObject(schema: JsonObject, making: Making, place: Place, left: number): Json {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? (schema.required as readonly Json[]) : []);
  const entries: [string, Json][] = [];
  const add = (name: string, member: Json | undefined): void => {
    const value = make(member, making, below(place, name));
    if (value !== undefined) entries.push([name, value]);
  };
  for (const [name, member] of Object.entries(properties))
    if (required.has(name) || isIncluded(member, making, below(place, name), left)) add(name, member);
  for (const name of required)
    if (typeof name === 'string' && !Object.hasOwn(properties, name))
      add(name, otherSchema(schema, name, making.untried));
  for (const name of furtherNames(schema, entries.length, making.untried))
    add(name, otherSchema(schema, name, making.untried));
  // `fromEntries` makes a property of `__proto__`, where an assignment would set the prototype.
  return Object.fromEntries(entries);
}

/** All at first, then every other one, then none; never one that leads back to where it is. */
function isIncluded(member: Json, making: Making, place: Place, left: number): boolean {
  if (making.budget < 0 || place.depth > DEEPEST_OPTIONAL || left % 3 === 2) return false;
  if (isJsonObject(member) && typeof member.$ref === 'string' && place.followed.includes(member.$ref))
    return false;
  return left % 3 === 0 || making.choices.dice(place.pointer) % 2 === 0;
}

/** The schema of a property that is not among `properties`. */
function otherSchema(schema: JsonObject, name: string, untried: ReadonlySet<string>): Json {
  const { patternProperties, additionalProperties } = schema;
  if (isJsonObject(patternProperties)) {
    const [, found] =
      Object.entries(patternProperties).find(
        ([pattern]) => name.length <= 20 && !untried.has(pattern) && isMatch(pattern, name),
      ) ?? [];
    if (found !== undefined) return found;
  }
  return additionalProperties ?? true;
}

function isMatch(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

/** Names of a map's entries: as many as `minProperties` asks for, and one where entries are all that there is. */
function furtherNames(schema: JsonObject, present: number, untried: ReadonlySet<string>): readonly string[] {
  const { minProperties, propertyNames, patternProperties, additionalProperties, properties } = schema;
  const isMap =
    properties === undefined && (isJsonObject(additionalProperties) || isJsonObject(patternProperties));
  const missing = Math.max(isMap ? 1 : 0, typeof minProperties === 'number' ? minProperties : 0) - present;
  if (missing < 1) return [];
  const listed = isJsonObject(propertyNames) && Array.isArray(propertyNames.enum) ? propertyNames.enum : [];
  const [pattern] = isJsonObject(patternProperties) ? Object.keys(patternProperties) : [];
  return Array.from({ length: Math.min(missing, 50) }, (_, i) => {
    const name = listed[i];
    if (typeof name === 'string') return name;
    if ((additionalProperties ?? false) === false && pattern !== undefined)
      return makeText({ pattern }, '', i + 1, 0, untried);
    return isJsonObject(propertyNames) ? makeText(propertyNames, 'key', i + 1, 0, untried) : `key${i + 1}`;
  });
}

/** How often an item is made anew because another one is equal to it. */
const TWINS = 20;

function isAmong(value: Json | undefined, values: readonly Json[]): boolean {
  return values.some((other) => sameJson(value, other));
}

function makeArray(schema: JsonObject, making: Making, place: Place, left: number): Json {
  const { items, prefixItems, additionalItems, contains, minItems, maxItems } = schema;
  const tuple: readonly Json[] = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  const least = typeof minItems === 'number' ? Math.min(minItems, 1_000) : 0;
  const most = typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY;
  const spare = rest !== undefined && rest !== false && isIncluded(rest, making, below(place, '0'), left * 2);
  const wanted = tuple.length > 0 ? tuple.length : contains !== undefined || spare ? 1 : 0;
  const values: Json[] = [];
  for (let i = 0; i < Math.min(most, Math.max(least, wanted)); i += 1) {
    const member = tuple[i] ?? (i === tuple.length && contains !== undefined ? contains : (rest ?? true));
    const there = below(place, String(i));
    let value = make(member, making, there);
    for (let tries = 0; schema.uniqueItems === true && tries < TWINS && isAmong(value, values); tries += 1) {
      making.choices.reject(there.pointer);
      value = make(member, making, there);
    }
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}

function below(place: Place, token: string): Place {
  const escaped = token.replaceAll('~', '~0').replaceAll('/', '~1');
  return { ...place, pointer: `${place.pointer}/${escaped}`, depth: place.depth + 1 };
}
