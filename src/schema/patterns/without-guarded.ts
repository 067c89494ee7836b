import { isJsonObject, type JsonObject } from '../../contract/json.ts';
import type { ContractSchema, Schema } from '../../contract/schema.ts';
import { mapSchema } from '../map-schema.ts';

/** The schema without the patterns that must not be run, and without what depends on them. */
export function withoutGuarded({ schema, guarded }: ContractSchema): Schema {
  if (guarded === undefined) return schema;
  const isRun = (pattern: string): boolean =>
    !Object.hasOwn(guarded, pattern) || guarded[pattern]?.kind === 'slow';
  return mapSchema(schema, (part) => {
    let kept: JsonObject = part;
    if (typeof kept.pattern === 'string' && !isRun(kept.pattern)) kept = without(kept, 'pattern');
    const { patternProperties } = kept;
    if (!isJsonObject(patternProperties) || Object.keys(patternProperties).every(isRun)) return kept;
    // Which properties these patterns name is not known any more, and so not which ones are additional either.
    return {
      ...without(kept, 'additionalProperties', 'unevaluatedProperties'),
      patternProperties: Object.fromEntries(
        Object.entries(patternProperties).filter(([pattern]) => isRun(pattern)),
      ),
    };
  });
}

function without(schema: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}
