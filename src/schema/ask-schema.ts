import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';

/** Most schemas that one search visits: a document is data, and may be hostile. */
const VISITS = 5_000;

/** What is known of a search through the schemas of a contract, on its way to one place. */
export interface Search {
  readonly contract: Pick<Contract, 'schemas'>;
  /** `$ref`s on the way here. */
  readonly followed: ReadonlySet<string>;
  /** Shared by the whole search. */
  readonly budget: { left: number };
}

/** Something that is asked of a schema, and through it of its parts, about what lies at `path`. */
export type Question = (schema: Json | undefined, path: readonly string[], search: Search) => boolean;

export function askSchema(
  contract: Pick<Contract, 'schemas'>,
  id: SchemaId,
  pointer: string,
  question: Question,
): boolean {
  const schema = contract.schemas[id]?.schema as Json | undefined;
  return question(schema, parsePointer(pointer), { contract, followed: new Set(), budget: { left: VISITS } });
}

/** The same question, asked of what a `$ref` that was not followed yet points to. */
export function askTarget(
  ref: string,
  path: readonly string[],
  { contract, followed, budget }: Search,
  question: Question,
): boolean {
  const target = contract.schemas[parsePointer(ref)[1] ?? '']?.schema as Json | undefined;
  return question(target, path, { contract, followed: new Set([...followed, ref]), budget });
}
