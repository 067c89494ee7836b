import { isJsonObject, type Json } from '../contract/json.ts';

/** How a message travels, from its media type and, where that leaves it open, its schema. */
export function payloadFormat(contentType: string, schema: Json | undefined): 'json' | 'text' | 'binary' {
  const [media = ''] = contentType.toLowerCase().split(';');
  const [type = '', subtype = ''] = media.trim().split('/');
  const binaryText = isJsonObject(schema) && schema.type === 'string' && schema.format === 'binary';
  if (binaryText || isBinary(type, subtype)) return 'binary';
  if (subtype === 'json' || subtype.endsWith('+json')) return 'json';
  return isStructured(schema) ? 'json' : 'text';
}

function isBinary(type: string, subtype: string): boolean {
  return (
    subtype === 'octet-stream' ||
    type === 'image' ||
    type === 'audio' ||
    type === 'video' ||
    type === 'avro' ||
    (/protobuf|avro|msgpack|(^|[.+-])cbor/.test(subtype) && !subtype.endsWith('json'))
  );
}

function isStructured(schema: Json | undefined): boolean {
  if (!isJsonObject(schema)) return false;
  const types: readonly (Json | undefined)[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.includes('object') || types.includes('array') || isJsonObject(schema.properties);
}
