import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type JsonObject } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { Message } from '../contract/message.ts';
import type { SchemaId } from '../contract/schema.ts';
import { regExpOf } from '../schema/patterns/reg-exp-of.ts';
import { escapeRegExp, quoted } from './source-text.ts';

/**
 * How a generated client tells texts apart: `['connected', /^CONNECTED/u]`. What has no pattern comes last, and is what fits
 * no other. A pattern that must not be run on what a peer sends tells nothing, and a single text needs none.
 */
export function textTables(contract: Contract, texts: readonly Message[]): readonly string[] {
  const rows = texts.map(({ id, payload }) => ({
    id,
    pattern: texts.length === 1 || payload === undefined ? undefined : patternOf(contract, payload),
  }));
  return [
    ...rows.filter(({ pattern }) => pattern !== undefined),
    ...rows.filter(({ pattern }) => pattern === undefined),
  ].map(({ id, pattern }) => (pattern === undefined ? `[${quoted(id)}]` : `[${quoted(id)}, ${pattern}]`));
}

/** As source text: `/^CONNECTED/u`. */
function patternOf(
  contract: Contract,
  id: SchemaId,
  seen: ReadonlySet<SchemaId> = new Set(),
): string | undefined {
  const { schema, guarded = {} } = contract.schemas[id] ?? {};
  if (!isJsonObject(schema) || seen.has(id)) return undefined;
  const own = ownPattern(schema);
  if (own !== undefined) return Object.hasOwn(guarded, own) ? undefined : literalOf(own);
  const target = typeof schema.$ref === 'string' ? parsePointer(schema.$ref)[1] : undefined;
  return target === undefined ? undefined : patternOf(contract, target, new Set([...seen, id]));
}

function ownPattern({ pattern, const: constant, enum: values }: JsonObject): string | undefined {
  if (typeof pattern === 'string') return pattern;
  const texts = [constant, ...(Array.isArray(values) ? values : [])].filter(
    (value) => typeof value === 'string',
  );
  return texts.length === 0 ? undefined : `^(?:${texts.map(escapeRegExp).join('|')})$`;
}

function literalOf(pattern: string): string | undefined {
  try {
    return String(regExpOf(pattern));
  } catch {
    return undefined;
  }
}
