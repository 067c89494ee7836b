import { EXTENSION_SCHEMA, type ExtensionOwner } from '../../src/compile/extension-schema.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/contract/json.ts';

/** What only Countersign reads: see `extension-schema.ts`. */
const OWN_KEYWORDS: ReadonlySet<string> = new Set(['fix', 'mock', 'verify', 'on']);

/** Keywords whose keys are names that somebody chose. */
const NAMED: ReadonlySet<string> = new Set(['properties', 'definitions']);

/**
 * `schema/x-countersign.schema.json`: a JSON Schema for a whole AsyncAPI document that judges nothing but its
 * `x-countersign` objects, wherever one may stand; an editor is given it beside AsyncAPI's own.
 */
export function publishedSchema(): JsonObject {
  const { $schema, $id, title, description, definitions } = plain(EXTENSION_SCHEMA);
  return {
    ...{ $schema: $schema ?? '', $id: $id ?? '', title: title ?? '', description: description ?? '' },
    type: 'object',
    properties: {
      'x-countersign': { $ref: '#/definitions/root' },
      servers: mapOf(owner('server')),
      channels: mapOf(channel()),
      operations: mapOf(owner('operation')),
      components: {
        type: 'object',
        properties: {
          servers: mapOf(owner('server')),
          channels: mapOf(channel()),
          operations: mapOf(owner('operation')),
          operationTraits: mapOf(owner('operation')),
          messages: mapOf(owner('message')),
          messageTraits: mapOf(owner('message')),
          securitySchemes: mapOf(owner('securityScheme')),
        },
      },
    },
    definitions: definitions ?? {},
  };
}

function mapOf(value: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: value };
}

function owner(name: ExtensionOwner, others: JsonObject = {}): JsonObject {
  return { properties: { 'x-countersign': { $ref: `#/definitions/${name}` }, ...others } };
}

/** AsyncAPI 2 has the operations in the channel. */
function channel(): JsonObject {
  return owner('channel', {
    messages: mapOf(owner('message')),
    publish: owner('operation', { message: owner('message') }),
    subscribe: owner('operation', { message: owner('message') }),
  });
}

function plain(value: JsonObject, isNames = false): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !OWN_KEYWORDS.has(key))
      .map(([key, item]) => [key, plainItem(item, NAMED.has(key) && !isNames)]),
  );
}

function plainItem(value: Json, isNames: boolean): Json {
  if (Array.isArray(value)) return value.map((item: Json) => plainItem(item, false));
  return isJsonObject(value) ? plain(value, isNames) : value;
}
