import type { Contract } from '../../contract/contract.ts';
import { isJsonObject } from '../../contract/json.ts';
import type { Schema } from '../../contract/schema.ts';
import { mapSchema } from '../map-schema.ts';
import { isPlain } from './is-plain.ts';

/** The texts of `pattern` and the keys of `patternProperties`, wherever they stand in a schema. */
export function patternsOf(schema: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  mapSchema(schema, (part) => {
    if (typeof part.pattern === 'string') found.add(part.pattern);
    if (isJsonObject(part.patternProperties))
      for (const pattern of Object.keys(part.patternProperties)) found.add(pattern);
    return part;
  });
  return found;
}

/** Has it patterns that must be judged? Asked before anything is imported that can. */
export function hasPatterns({ schemas }: Pick<Contract, 'schemas'>): boolean {
  return Object.values(schemas).some(({ schema }) =>
    [...patternsOf(schema)].some((pattern) => !isPlain(pattern)),
  );
}
