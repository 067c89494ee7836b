import type { Json } from '../contract/json.ts';
import { avroToJsonSchema } from './avro-to-json-schema.ts';
import { protobufToJsonSchema } from './protobuf-to-json-schema.ts';

/** Languages other than JSON Schema in which a payload may be described. */
export type PayloadLanguage = 'avro' | 'protobuf';

interface Converter {
  readonly name: string;
  /** A schema in that language → JSON Schema, draft-07. Throws what its library throws. */
  convert(schema: Json): Promise<Json>;
}

export const PAYLOAD_LANGUAGES: Readonly<Record<PayloadLanguage, Converter>> = {
  avro: { name: 'Avro', convert: avroToJsonSchema },
  protobuf: { name: 'Protobuf', convert: protobufToJsonSchema },
};
