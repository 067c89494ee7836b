import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer, parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';

/** A value that tells messages apart: what `const` and `enum` can say of a scalar. */
export type Scalar = string | number | boolean | null;

/** JSON Pointer into the payload → the only scalars that a valid payload may have there. */
export type Constants = ReadonlyMap<string, ReadonlySet<Scalar>>;

/** How deep below the payload's root constants are looked for; deeper ones tell nothing apart in practice. */
const DEPTH = 4;
/** Most schemas that one message's search visits: a document is data, and may be hostile. */
const VISITS = 2_000;

/**
 * What every payload that satisfies the schema has in common: `{ "/type": {"tick"}, "/data/kind": {"a", "b"} }`.
 * Required or not: where the property is present, it has one of these values. Follows `$ref`, `allOf`, tuples,
 * and what all branches of a `oneOf` or `anyOf` agree on.
 */
export function constantsOf(contract: Pick<Contract, 'schemas'>, id: SchemaId): Constants {
  const budget = { left: VISITS };
  return collect(contract.schemas[id]?.schema as Json | undefined, [], new Set(), contract, budget);
}

function collect(
  schema: Json | undefined,
  path: readonly string[],
  followed: ReadonlySet<string>,
  contract: Pick<Contract, 'schemas'>,
  budget: { left: number },
): Map<string, Set<Scalar>> {
  const found = new Map<string, Set<Scalar>>();
  budget.left -= 1;
  if (!isJsonObject(schema) || path.length > DEPTH || budget.left < 0) return found;
  const below = (next: Json | undefined, token?: string): Map<string, Set<Scalar>> =>
    collect(next, token === undefined ? path : [...path, token], followed, contract, budget);

  const ref = schema.$ref;
  if (typeof ref === 'string' && !followed.has(ref)) {
    const target = contract.schemas[parsePointer(ref)[1] ?? '']?.schema as Json | undefined;
    intersect(found, collect(target, path, new Set([...followed, ref]), contract, budget));
  }
  const own = scalarsOf(schema);
  if (own !== undefined && path.length > 0) intersect(found, new Map([[formatPointer(path), own]]));
  if (isJsonObject(schema.properties)) {
    for (const [key, property] of Object.entries(schema.properties)) intersect(found, below(property, key));
  }
  const tuple = Array.isArray(schema.prefixItems) ? schema.prefixItems : schema.items;
  if (Array.isArray(tuple)) {
    for (const [index, item] of tuple.entries()) intersect(found, below(item, String(index)));
  }
  if (Array.isArray(schema.allOf)) for (const part of schema.allOf) intersect(found, below(part));
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = schema[keyword];
    if (Array.isArray(branches)) intersect(found, agreement(branches.map((branch) => below(branch))));
  }
  return found;
}

function scalarsOf(schema: { readonly [key: string]: Json }): Set<Scalar> | undefined {
  if (Object.hasOwn(schema, 'const')) return isScalar(schema.const) ? new Set([schema.const]) : undefined;
  const members = schema.enum;
  return Array.isArray(members) && members.length > 0 && members.every(isScalar)
    ? new Set(members as Scalar[])
    : undefined;
}

function isScalar(value: Json | undefined): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Both hold: a pointer that both speak of has the values that both allow. */
function intersect(into: Map<string, Set<Scalar>>, other: ReadonlyMap<string, ReadonlySet<Scalar>>): void {
  for (const [pointer, values] of other) {
    const known = into.get(pointer);
    into.set(
      pointer,
      known === undefined ? new Set(values) : new Set([...known].filter((value) => values.has(value))),
    );
  }
}

/** One of them holds: only a pointer that all speak of is constrained, to any of their values. */
function agreement(branches: readonly ReadonlyMap<string, ReadonlySet<Scalar>>[]): Map<string, Set<Scalar>> {
  const [first, ...rest] = branches;
  const agreed = new Map<string, Set<Scalar>>();
  for (const [pointer, values] of first ?? []) {
    if (!rest.every((branch) => branch.has(pointer))) continue;
    agreed.set(pointer, new Set([...values, ...rest.flatMap((branch) => [...(branch.get(pointer) ?? [])])]));
  }
  return agreed;
}
