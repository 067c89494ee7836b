import type { Json } from '../contract/json.ts';
import { plainSchema } from './plain-schema.ts';

/** An Avro schema → JSON Schema, by AsyncAPI's own plugin. Throws where the schema is wrong. */
export async function avroToJsonSchema(schema: Json): Promise<Json> {
  const { AvroSchemaParser } = await import('@asyncapi/avro-schema-parser');
  const { parse, validate } = AvroSchemaParser();
  const data: unknown = structuredClone(schema);
  const input = {
    data,
    path: [],
    asyncapi: {},
    defaultSchemaFormat: '',
    schemaFormat: '',
    meta: { message: {} },
  };
  type Input = Parameters<typeof validate>[0] & Parameters<typeof parse>[0];
  const [problem] = (await validate(input as unknown as Input)) ?? [];
  if (problem !== undefined) throw new Error(problem.message);
  return plainSchema(await parse(input as unknown as Input), asUnion);
}

/**
 * @note The plugin makes `oneOf` of a union. A value may well be of two of its branches (an `int` is a `double`, too;
 * a record that contains itself becomes a schema that any value fits), and is then of none.
 */
function asUnion({ oneOf, ...rest }: Record<string, Json>): Record<string, Json> {
  return oneOf === undefined ? rest : { ...rest, anyOf: oneOf };
}
