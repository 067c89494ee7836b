import type { Contract } from './contract.ts';
import type { Endpoint } from './endpoint.ts';
import { parsePointer } from './json-pointer.ts';
import type { MessageId } from './message.ts';
import type { SchemaId } from './schema.ts';

/** `after`, with the very objects of `before` for the endpoints about which both say the same. */
export function sharedEndpoints(before: Contract, after: Contract): Contract {
  const old = new Map(before.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return {
    ...after,
    endpoints: after.endpoints.map((endpoint) => {
      const known = old.get(endpoint.id);
      return known !== undefined && endpointText(before, known) === endpointText(after, endpoint)
        ? known
        : endpoint;
    }),
  };
}

/**
 * All that a contract says about one endpoint, its messages and their schemas included, as text that is equal where
 * the contracts are. What binds nobody is left out: titles, summaries, examples, and where things stand.
 */
export function endpointText(contract: Contract, endpoint: Endpoint): string {
  const messages = messagesOf(endpoint);
  const described = messages.map((id) => contract.messages[id]);
  const roots = schemasIn([endpoint, described], contract);
  const schemas = [...reached(contract, roots)].sort().map((id) => {
    const { schema, dialect } = contract.schemas[id] ?? {};
    return [id, dialect, JSON.stringify(schema)];
  });
  return JSON.stringify([endpoint, described, schemas], bare);
}

const UNBINDING = new Set(['title', 'summary', 'description', 'examples', 'at']);

/** A replacer for `JSON.stringify`: the model without what binds nobody. */
function bare(key: string, value: unknown): unknown {
  return UNBINDING.has(key) ? undefined : value;
}

function messagesOf({ messages }: Endpoint): readonly MessageId[] {
  return [...new Set([...messages.client, ...messages.server])].sort();
}

/** The ids of schemas that a part of the model names; a word that only looks like one does no harm. */
function schemasIn(part: unknown, { schemas }: Contract): readonly SchemaId[] {
  const found = new Set<SchemaId>();
  JSON.stringify(part, (key, value: unknown) => {
    if (UNBINDING.has(key)) return undefined;
    if (typeof value === 'string' && Object.hasOwn(schemas, value)) found.add(value);
    return value;
  });
  return [...found];
}

/** These schemas, and those that they refer to. */
function reached({ schemas }: Contract, roots: readonly SchemaId[]): ReadonlySet<SchemaId> {
  const seen = new Set<SchemaId>(roots);
  for (const id of seen) {
    JSON.stringify(schemas[id]?.schema, (key, value: unknown) => {
      const next = key === '$ref' && typeof value === 'string' ? idOf(value) : undefined;
      if (next !== undefined && Object.hasOwn(schemas, next)) seen.add(next);
      return value;
    });
  }
  return seen;
}

/** `components/schemas/Tree` of `#/schemas/components~1schemas~1Tree` (RFC 6901 §3). */
function idOf(ref: string): SchemaId | undefined {
  return ref.startsWith('#/') ? parsePointer(ref.slice(1))[1] : undefined;
}
