import { isJsonObject, type Json } from '../../contract/json.ts';
import type { ParameterDeclaration } from './declarations.ts';
import type { DocumentNode } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';
import { optional } from './optional.ts';

/** AsyncAPI: Parameter Object. AsyncAPI 2 says its values with a `schema`, AsyncAPI 3 beside it. */
export function readParameter(
  reader: DocumentReader,
  name: string,
  node: DocumentNode,
): ParameterDeclaration {
  const schema = reader.child(node, 'schema');
  const sources = schema === undefined ? [node] : [node, schema];
  const values = (key: string) => sources.flatMap((source) => scalars(reader.child(source, key)?.value));
  const members = values('enum');
  const named = sources.flatMap((source) => namedValues(reader.child(source, 'examples')?.value));
  const known = [
    ...values('examples'),
    ...named,
    ...values('default'),
    ...values('const'),
    ...values('example'),
  ];
  return {
    name,
    node,
    ...optional('enum', members.length > 0 ? [...new Set(members)] : undefined),
    examples: [...new Set([...known, ...members])],
    ...optional('schema', schema),
    ...optional('location', reader.text(node, 'location')),
  };
}

/** Microcks' other ways: `{ name: { value } }`, or a list of those. */
function namedValues(value: Json | undefined): readonly string[] {
  const maps: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return maps.flatMap((map) =>
    isJsonObject(map)
      ? Object.values(map).flatMap((item) => (isJsonObject(item) ? scalars(item.value) : []))
      : [],
  );
}

/** Scalars, alone or in a list, as they stand in an address. */
export function scalars(value: Json | undefined): readonly string[] {
  const list: readonly Json[] = Array.isArray(value) ? value : value === undefined ? [] : [value as Json];
  return list.flatMap((item) =>
    typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : [],
  );
}
