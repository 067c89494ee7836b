import type { SchemaId } from '../contract/schema.ts';

/**
 * The URI under which a schema of the contract, or a part of one, is known to ajv. It says what it stands for, so that the
 * path of an error leads back. Letters, digits and `_` alone: a resolver of URIs changes none of them.
 *
 * @param pointer of the part within the schema; `''`, the whole
 */
export function schemaKey(id: SchemaId, pointer = ''): string {
  return `${SCHEME}${encode(id)}:${encode(pointer)}`;
}

/**
 * The place that a path of an error names: `<schema id>/properties/price/type`, as `SchemaError.schemaPath` is.
 *
 * @param judged the schema that was judged by: the path names none where it is one with dynamic references
 */
export function placeOfPath(path: string, judged: SchemaId): string {
  const [, id, part = '', inKnown = ''] = PATH.exec(path) ?? [];
  const rest = id === undefined ? path.replace(/^.*#/s, '') : inKnown;
  // ajv writes a path as it stands in the fragment of a URI.
  return `${id === undefined ? judged : decode(id)}${decode(part)}${decodeURIComponent(rest)}`;
}

const SCHEME = 'countersign:';
const PATH = new RegExp(`^${SCHEME}(\\w*):(\\w*)(.*)$`, 's');

function encode(text: string): string {
  return text.replace(/[^a-zA-Z0-9]/g, (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function decode(text: string): string {
  return text.replace(/_([0-9a-f]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
