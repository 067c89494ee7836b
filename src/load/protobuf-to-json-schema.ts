import { isJsonObject, type Json } from '../contract/json.ts';
import { plainSchema } from './plain-schema.ts';
import { protobufMaps } from './protobuf-maps.ts';

/** A `.proto` text → JSON Schema, by AsyncAPI's own plugin. Throws where the text is wrong. */
export async function protobufToJsonSchema(schema: Json): Promise<Json> {
  if (typeof schema !== 'string')
    throw new TypeError('it must be a text, such as "schema: |" with the .proto file');
  const { ProtoBuffSchemaParser } = await import('@asyncapi/protobuf-schema-parser');
  const { parse } = ProtoBuffSchemaParser();
  type Input = Parameters<typeof parse>[0];
  const maps = protobufMaps(schema);
  const isProto2 = !/^\s*(syntax\s*=\s*["']proto3|edition\b)/m.test(schema);
  return plainSchema(await parse({ data: schema } as Input), (part) =>
    asJsonMapping(part, maps.get(String(part.title)) ?? new Set(), isProto2),
  );
}

/**
 * @note Where the plugin differs from protobuf's own JSON mapping (ProtoJSON), a sound payload would be called broken:
 * it makes of a `oneof` a property of that name, of a `map` its value, and requires fields of proto3, which are left
 * out when they have their default value.
 */
function asJsonMapping(
  part: Record<string, Json>,
  maps: ReadonlySet<string>,
  isProto2: boolean,
): Record<string, Json> {
  if (!isJsonObject(part.properties)) return part;
  const properties: Record<string, Json> = {};
  const choices = new Set<string>();
  for (const [name, property] of Object.entries(part.properties)) {
    const members = choiceMembers(property);
    if (members !== undefined) {
      choices.add(name);
      Object.assign(properties, members);
    } else properties[name] = maps.has(name) ? { type: 'object', additionalProperties: property } : property;
  }
  const { required, ...rest } = part;
  const kept =
    Array.isArray(required) && isProto2 ? required.filter((name) => !choices.has(String(name))) : [];
  return { ...rest, properties, ...(kept.length === 0 ? {} : { required: kept }) };
}

/** The fields of a `oneof`, each under its own name. */
function choiceMembers(property: Json): Readonly<Record<string, Json>> | undefined {
  const members = isJsonObject(property) ? property.oneOf : undefined;
  if (!Array.isArray(members)) return undefined;
  const named = members.flatMap((member: Json): (readonly [string, Json])[] =>
    isJsonObject(member) && typeof member['x-oneof-item'] === 'string'
      ? [[member['x-oneof-item'], member]]
      : [],
  );
  return named.length === members.length ? Object.fromEntries(named) : undefined;
}
