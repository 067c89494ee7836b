import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import type { ContractSchema, Schema, SchemaId } from '../contract/schema.ts';
import { type Dialect, dialectOfSchema } from './dialect.ts';
import { type DocumentNode, isReference, placeOf, rawMember } from './document/document-node.ts';
import type { DocumentReader } from './document/document-reader.ts';
import type { ProblemList } from './problems.ts';
import {
  ANNOTATIONS,
  DROPPED,
  KEYWORD_VALUES,
  SCHEMA_LISTS,
  SCHEMA_MAPS,
  SINGLE_SCHEMAS,
} from './schema-keywords.ts';

/** Gathers schemas and all that they refer to into one flat table, however the document spread them. */
export interface SchemaCollector {
  /** `name` is the id of a schema that has no name of its own: `messages/tick`. */
  collect(node: DocumentNode, name: string, dialect?: Dialect): SchemaId;
  table(): Readonly<Record<SchemaId, ContractSchema>>;
  get(id: SchemaId): ContractSchema | undefined;
}

/** Nesting without a `$ref` in between; deeper is taken for an attack and set aside. */
const DEEPEST = 200;

export function createSchemaCollector(reader: DocumentReader, problems: ProblemList): SchemaCollector {
  const idByPlace = new Map<string, SchemaId>();
  const table = new Map<SchemaId, ContractSchema>();
  const queue: { readonly node: DocumentNode; readonly id: SchemaId; readonly dialect: Dialect }[] = [];
  const taken = new Set<string>();

  function complain(node: DocumentNode, message: string, fix: string): void {
    problems.add({ severity: 'warning', rule: 'document.invalid', message, at: reader.at(node), fix });
  }

  /** The id of the schema at `node`, which is put in the queue when it is new. */
  function idOf(node: DocumentNode, name: string | undefined, inherited: Dialect): SchemaId {
    const target = unwrap(node);
    const place = placeOf(target);
    const known = idByPlace.get(place);
    if (known !== undefined) return known;
    const base = readableId(target, reader.root.uri, name);
    let id = base;
    for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
    taken.add(id);
    idByPlace.set(place, id);
    queue.push({ node: target, id, dialect: declaredDialect(target) ?? inherited });
    return id;
  }

  /** `$schema` of the schema itself, or of the file that it is a part of. */
  function declaredDialect({ uri, value }: DocumentNode): Dialect | undefined {
    const file = uri === reader.root.uri ? undefined : reader.lookup(uri, '#')?.value;
    for (const part of [value, file]) {
      const dialect = isJsonObject(part) ? dialectOfSchema(part.$schema) : undefined;
      if (dialect !== undefined) return dialect;
    }
    return undefined;
  }

  /** A `$ref` may lead to a Multi Format Schema Object; its `schema` is meant. */
  function unwrap(node: DocumentNode): DocumentNode {
    const isWrapper = isJsonObject(node.value) && typeof node.value.schemaFormat === 'string';
    return (isWrapper ? reader.child(node, 'schema') : undefined) ?? node;
  }

  function drain(): void {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { node, id, dialect } = next;
      table.set(id, { schema: copy(node, { top: node, dialect }, 0), dialect });
    }
  }

  interface Within {
    /** The schema that is being copied, for references that are written as if it were a file of its own. */
    readonly top: DocumentNode;
    readonly dialect: Dialect;
  }

  function copy(node: DocumentNode, within: Within, depth: number): Schema {
    const { value } = node;
    if (typeof value === 'boolean') return value;
    if (!isJsonObject(value)) {
      complain(
        node,
        'This is no schema; any value fits it.',
        'Write a JSON Schema: an object, or true or false.',
      );
      return true;
    }
    if (depth > DEEPEST) {
      complain(
        node,
        `The schema is nested deeper than ${DEEPEST} levels; what lies below is left out.`,
        'Name its parts, and refer to them with $ref.',
      );
      return true;
    }
    if (isReference(value)) return copyReference(node, value, within);
    const members: [string, Json][] = [];
    for (const key of Object.keys(value)) {
      const member = rawMember(node, key);
      if (member === undefined || DROPPED.has(key) || (key === 'id' && typeof member.value === 'string'))
        continue;
      const copied = copyMember(key, member, within, depth);
      if (copied !== undefined) members.push([key, copied]);
    }
    return withoutOpenApi(Object.fromEntries(members));
  }

  function copyMember(key: string, member: DocumentNode, within: Within, depth: number): Json | undefined {
    const { value } = member;
    const flag = typeof value === 'boolean';
    if ((key === 'exclusiveMinimum' || key === 'exclusiveMaximum') && flag) return value;
    const fits = Object.hasOwn(KEYWORD_VALUES, key) ? KEYWORD_VALUES[key] : undefined;
    if (fits !== undefined && !fits(value)) {
      complain(member, `"${key}" cannot have this value, and is left out.`, 'Correct it, or remove it.');
      return undefined;
    }
    if (SCHEMA_MAPS.has(key) && isJsonObject(value)) {
      return Object.fromEntries(
        Object.keys(value).flatMap((name): [string, Json][] => {
          const part = rawMember(member, name);
          if (part === undefined) return [];
          const isNames = key === 'dependencies' && Array.isArray(part.value);
          return [[name, isNames ? part.value : copy(part, within, depth + 1)]];
        }),
      );
    }
    if (SCHEMA_LISTS.has(key) && Array.isArray(value)) {
      return [...value.keys()].flatMap((index) => {
        const part = rawMember(member, index);
        return part === undefined ? [] : [copy(part, within, depth + 1)];
      });
    }
    return SINGLE_SCHEMAS.has(key) ? copy(member, within, depth + 1) : value;
  }

  function copyReference(node: DocumentNode, value: JsonObject & { $ref: string }, within: Within): Schema {
    const target = seenFromItself(node, value.$ref, within.top) ?? reader.resolve(node);
    if (target === undefined) return true;
    const beside = Object.entries(value).filter(
      ([key]) =>
        ANNOTATIONS.has(key) || (within.dialect !== 'draft-07' && key !== '$ref' && !DROPPED.has(key)),
    );
    const siblings = beside.flatMap(([key]): [string, Json][] => {
      const member = rawMember(node, key);
      const copied = member === undefined ? undefined : copyMember(key, member, within, 1);
      return copied === undefined ? [] : [[key, copied]];
    });
    return {
      ...Object.fromEntries(siblings),
      $ref: schemaReference(idOf(target, undefined, within.dialect)),
    };
  }

  /**
   * Generated schemas are often pasted whole, with their own `definitions`, and refer to them as if they were
   * still files of their own. Where the document has nothing there and the schema has, that is meant.
   */
  function seenFromItself(
    node: DocumentNode,
    reference: string,
    top: DocumentNode,
  ): DocumentNode | undefined {
    if (!/^#\/(definitions|\$defs)\//.test(reference) || reader.lookup(node.uri, reference) !== undefined)
      return;
    const inner = reader.lookup(node.uri, `#${top.pointer}${reference.slice(1)}`);
    if (inner !== undefined) return reader.resolve(inner);
    // The definitions stand at the schema that was pasted, which may be further up than the one being copied.
    for (let pointer = top.pointer; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
      const found = reader.lookup(node.uri, `#${pointer}${reference.slice(1)}`);
      if (found !== undefined) return reader.resolve(found);
    }
    return;
  }

  return {
    collect(node, name, dialect = 'draft-07') {
      const target = reader.resolve(node) ?? { ...node, value: true };
      const id = idOf(target, name, dialect);
      drain();
      return id;
    },
    table: () => Object.fromEntries(table),
    get: (id) => table.get(id),
  };
}

/** `#/schemas/<id>`, escaped. */
export function schemaReference(id: SchemaId): string {
  return `#/schemas/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Letters that need no escaping in a URI, so that every schema library reads the reference alike. */
function readableId(node: DocumentNode, rootUri: string, name: string | undefined): SchemaId {
  const inRoot = node.uri === rootUri;
  const isNamed = /^\/components\/schemas\/[^/]+$/.test(node.pointer) || !inRoot;
  const pointer = node.pointer.slice(1);
  const file = inRoot ? '' : (node.uri.split('/').at(-1) ?? '');
  const place = [file, pointer].filter((part) => part !== '').join('/');
  return (isNamed || name === undefined ? place : name)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('~1', '_')
    .replaceAll(/\/{2,}/g, '/')
    .replaceAll(/[^\w./-]/g, '_');
}

/** OpenAPI 3.0 (and draft-04) said these two things differently. */
function withoutOpenApi(schema: JsonObject): JsonObject {
  const { nullable, ...rest } = schema;
  const result: Record<string, Json> = rest;
  if (nullable === true && result.type !== undefined) {
    const types: readonly Json[] = Array.isArray(result.type) ? result.type : [result.type as Json];
    result.type = types.includes('null') ? types : [...types, 'null'];
    if (Array.isArray(result.enum) && !result.enum.includes(null)) result.enum = [...result.enum, null];
  }
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof result[exclusive] !== 'boolean') continue;
    const limit = result[bound];
    if (result[exclusive] && limit !== undefined) {
      result[exclusive] = limit;
      delete result[bound];
    } else delete result[exclusive];
  }
  return result;
}
