import type { Contract } from '../contract/contract.ts';
import type { SchemaId } from '../contract/schema.ts';
import { referencesIn } from './fuel.ts';

/** The schemas that refer to `id`, directly or not, and that `id` refers to; itself included. */
export function circleOf({ schemas }: Pick<Contract, 'schemas'>, id: SchemaId): readonly SchemaId[] {
  const forth = new Map<SchemaId, readonly SchemaId[]>();
  const back = new Map<SchemaId, SchemaId[]>();
  for (const [from, { schema }] of Object.entries(schemas)) {
    const targets = [...new Set(referencesIn(schema))];
    forth.set(from, targets);
    for (const target of targets) back.set(target, [...(back.get(target) ?? []), from]);
  }
  const behind = reached(forth, id);
  return [...reached(back, id)].filter((one) => behind.has(one));
}

function reached(edges: ReadonlyMap<SchemaId, readonly SchemaId[]>, start: SchemaId): ReadonlySet<SchemaId> {
  const seen = new Set([start]);
  for (const id of seen) for (const next of edges.get(id) ?? []) seen.add(next);
  return seen;
}
