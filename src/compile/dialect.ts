import type { ContractSchema } from '../contract/schema.ts';

export type Dialect = ContractSchema['dialect'];

/**
 * The JSON Schema dialect of a `schemaFormat`. AsyncAPI Schema is a superset of draft-07, and so is what
 * OpenAPI 3.0 has once `nullable` is rewritten. `undefined`: a format that is no JSON Schema (Avro, Protobuf…).
 */
export function dialectOfFormat(format: string | undefined): Dialect | undefined {
  if (format === undefined) return 'draft-07';
  const [type = ''] = format.toLowerCase().split(';');
  const version = /version=["']?([^"';\s]+)/i.exec(format)?.[1] ?? '';
  const name = type.trim().replace(/\+(json|yaml)$/, '');
  if (name === 'application/vnd.aai.asyncapi') return 'draft-07';
  // A media type of payloads, written by mistake where that of the schema belongs.
  if (name === 'application/json' || name === 'application/yaml') return 'draft-07';
  if (name === 'application/vnd.oai.openapi') return version.startsWith('3.1') ? '2020-12' : 'draft-07';
  if (name === 'application/schema') {
    if (version.includes('2020-12')) return '2020-12';
    return version.includes('2019-09') ? '2019-09' : 'draft-07';
  }
  return undefined;
}

/** The dialect that a schema's own `$schema` names. */
export function dialectOfSchema(identifier: unknown): Dialect | undefined {
  if (typeof identifier !== 'string') return undefined;
  if (identifier.includes('2020-12')) return '2020-12';
  if (identifier.includes('2019-09')) return '2019-09';
  return identifier.includes('json-schema.org/draft-') ? 'draft-07' : undefined;
}
