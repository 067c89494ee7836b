import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { Schema, SchemaId } from '../contract/schema.ts';
import { mapSchema, SCHEMA_LISTS, SCHEMA_MAPS, SINGLE_SCHEMAS } from '../schema/map-schema.ts';

/** A schema as the generator of types is given it: without references, names, and what it would misread. */
export type TypeSchema = JsonObject;

/** Says the TypeScript of a schema that another refers to. */
export type NameOf = (id: SchemaId) => string;

/**
 * What the generator (json-schema-to-typescript) reads of a schema. Each reference becomes the name of what it refers to
 * (`tsType`): a chain of 500 of them would overflow its stack, and it would name the same schema by the order of its visits.
 * Nothing but known keywords gets through: `tsType` of a document would be code of the document.
 */
export function typeSchema(schema: Schema | undefined, nameOf: NameOf): TypeSchema {
  const mapped = mapSchema(schema ?? true, (part) => readable(part, nameOf));
  return typeof mapped === 'boolean' ? exactly(mapped ? 'unknown' : 'never') : mapped;
}

/** The generator writes this type, as it stands. */
export function exactly(type: string, description?: Json): TypeSchema {
  return { tsType: type, ...(typeof description === 'string' ? { description } : {}) };
}

/** The type that a schema was found to be as a whole; `undefined`: it has parts. */
export function exactType(schema: Json | undefined): string | undefined {
  return isJsonObject(schema) && typeof schema.tsType === 'string' ? schema.tsType : undefined;
}

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const COMBINERS = ['allOf', 'anyOf', 'oneOf'] as const;

/** The parts of `part` are readable already: the innermost come first. */
function readable(part: JsonObject, nameOf: NameOf): TypeSchema {
  if (typeof part.$ref === 'string') return reference(part, part.$ref, nameOf);
  const description = describe(part);
  const values = valuesOf(part);
  if (values !== undefined) return exactly(values, description);
  const type = typesOf(part.type);
  const read: Record<string, Json> = {
    ...(type.length === 0 ? {} : { type: type.length === 1 ? (type[0] ?? null) : type }),
    ...combined(part),
    ...objectPart(part, type),
    ...arrayPart(part, type),
  };
  if (Object.keys(read).length === 0) return exactly('unknown', description);
  if (part.deprecated === true) read.deprecated = true;
  return description === undefined ? read : { ...read, description };
}

/** JSON is a type of TypeScript: `"a" | 1 | {"b":null}`. Values say more than the keywords beside them. */
function valuesOf(part: JsonObject): string | undefined {
  const values = Object.hasOwn(part, 'const') ? [part.const] : Array.isArray(part.enum) ? part.enum : [];
  const literals = values.map((value) => JSON.stringify(value).replace(/[\u2028\u2029]/g, escaped));
  return literals.length === 0 ? undefined : [...new Set(literals)].join(' | ');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Siblings of a `$ref` count, too. */
function reference({ $ref, ...beside }: JsonObject, target: string, nameOf: NameOf): TypeSchema {
  const name = nameOf(parsePointer(target.replace(/^#/, ''))[1] ?? '');
  const { description, title, ...structure } = beside;
  const more = Object.keys(structure).length === 0 ? undefined : readable(structure, nameOf);
  if (more === undefined || exactType(more) === 'unknown') return exactly(name, describe(beside));
  const all = { allOf: [exactly(name), more] };
  const said = describe(beside);
  return said === undefined ? all : { ...all, description: said };
}

function typesOf(type: Json | undefined): readonly string[] {
  return [type].flat().filter((one): one is string => typeof one === 'string' && TYPES.has(one));
}

/** A branch of which nothing is known makes a union one of which nothing is known; an intersection does without it. */
function combined(part: JsonObject): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const keyword of COMBINERS) {
    const branches = part[keyword];
    if (!Array.isArray(branches) || branches.length === 0) continue;
    const schemas = branches.map(
      (branch): Json => (typeof branch === 'boolean' ? typeSchema(branch, String) : branch),
    );
    const known = schemas.filter((branch) => exactType(branch) !== 'unknown');
    if (keyword === 'allOf' ? known.length > 0 : known.length === schemas.length) kept[keyword] = known;
  }
  return kept;
}

function objectPart(part: JsonObject, type: readonly string[]): Record<string, Json> {
  const properties = isJsonObject(part.properties) ? asSchemas(part.properties) : {};
  const names = Object.keys(properties);
  const patterns = isJsonObject(part.patternProperties)
    ? Object.values(asSchemas(part.patternProperties))
    : [];
  const required = Array.isArray(part.required)
    ? part.required.filter((name) => typeof name === 'string')
    : [];
  const { additionalProperties } = part;
  if (
    names.length === 0 &&
    patterns.length === 0 &&
    !type.includes('object') &&
    !isJsonObject(additionalProperties)
  ) {
    return {};
  }
  if (
    names.length === 0 &&
    patterns.length === 0 &&
    hasCombiner(part) &&
    !isJsonObject(additionalProperties)
  ) {
    return {};
  }
  const isOpen = names.length === 0 && patterns.length === 0 && additionalProperties === undefined;
  const others = isOpen ? true : additionalProperties;
  const patterned = patterns.length === 1 && names.length === 0 && others !== true && !isJsonObject(others);
  return {
    ...(names.length === 0 ? {} : { properties }),
    // What is required and not described is there, whatever it is.
    ...(required.length === 0
      ? {}
      : { required: required.filter((name) => Object.hasOwn(properties, name)) }),
    additionalProperties: patterned
      ? (patterns[0] ?? true)
      : patterns.length > 0
        ? true
        : isJsonObject(others)
          ? others
          : others === true,
  };
}

function hasCombiner(part: JsonObject): boolean {
  return COMBINERS.some((keyword) => Array.isArray(part[keyword]));
}

function asSchemas(parts: JsonObject): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      isJsonObject(part) ? part : typeSchema(part !== false, String),
    ]),
  );
}

/** `prefixItems` of 2020-12 is `items` of before, and its `items` is `additionalItems`. */
function arrayPart(part: JsonObject, type: readonly string[]): Record<string, Json> {
  const hasPrefix = Array.isArray(part.prefixItems);
  const tuple = hasPrefix ? part.prefixItems : part.items;
  if (Array.isArray(tuple)) {
    const rest = hasPrefix ? part.items : part.additionalItems;
    return {
      type: 'array',
      items: tuple.map((item) => (isJsonObject(item) ? item : typeSchema(item !== false, String))),
      additionalItems: rest === false ? false : isJsonObject(rest) ? rest : exactly('unknown'),
    };
  }
  if (!type.includes('array') && tuple === undefined) return {};
  return { items: isJsonObject(tuple) ? tuple : exactly(tuple === false ? 'never' : 'unknown') };
}

function describe(part: JsonObject): string | undefined {
  const { title, description } = part;
  const said = [title, description].filter((text) => typeof text === 'string' && text.trim() !== '');
  // Of names that merely repeat the key, the description is enough.
  return said.length === 0 ? undefined : String(said.at(-1)).trim();
}

/** Every id that a schema refers to. */
export function referencesOf(schema: Schema | undefined): readonly SchemaId[] {
  const found: SchemaId[] = [];
  walk(
    schema,
    (ref) => found.push(ref),
    () => true,
  );
  return found;
}

/** Those that it *is*, instead of holding them: what a type may not refer to in a circle. */
export function directReferencesOf(schema: Schema | undefined): readonly SchemaId[] {
  const found: SchemaId[] = [];
  walk(
    schema,
    (ref) => found.push(ref),
    (keyword) => (COMBINERS as readonly string[]).includes(keyword),
  );
  return found;
}

function walk(
  schema: Json | undefined,
  met: (ref: SchemaId) => void,
  follows: (keyword: string) => boolean,
): void {
  if (!isJsonObject(schema)) return;
  if (typeof schema.$ref === 'string') met(parsePointer(schema.$ref.replace(/^#/, ''))[1] ?? '');
  for (const [keyword, value] of Object.entries(schema)) {
    if (!follows(keyword)) continue;
    if (SCHEMA_MAPS.has(keyword) && isJsonObject(value)) {
      for (const part of Object.values(value)) walk(part, met, follows);
    }
    if (SCHEMA_LISTS.has(keyword) && Array.isArray(value)) for (const part of value) walk(part, met, follows);
    if (SINGLE_SCHEMAS.has(keyword)) walk(value, met, follows);
  }
}
