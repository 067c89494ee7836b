import type { Contract } from '../../contract/contract.ts';
import { isJsonObject, type Json, type JsonObject } from '../../contract/json.ts';
import { formatPointer, parsePointer, writePointer } from '../../contract/json-pointer.ts';
import type { SchemaId } from '../../contract/schema.ts';
import { createChoices } from '../sample/choices.ts';
import type { Validators } from '../validators.ts';
import { brokenValues } from './broken-values.ts';

/** A payload that breaks its schema in one way. */
export interface Mutation {
  /** Where the rule is broken: JSON Pointer into the payload; of a property that is missing or too many, its own. */
  readonly pointer: string;
  /** The rule that is broken: `required`, `type`, `enum`, `maxLength`… */
  readonly keyword: string;
  /** `/data/price is missing`, `/data/price is an object and no number`. */
  readonly what: string;
  readonly payload: Json;
}

/** Most schemas that one payload's search visits: a document is data, and may be hostile. */
const VISITS = 2_000;
/** Most mutations that are made before the search ends. */
const MOST = 500;

/**
 * Breaks a valid payload: each rule of its schema that speaks of something in the payload, one at a time. What the
 * validator does not find broken is left out. In an order that the seed decides, each keyword in turn.
 */
export function mutate(
  contract: Pick<Contract, 'schemas'>,
  validators: Validators,
  schema: SchemaId,
  payload: Json,
  seed: number,
): readonly Mutation[] {
  const found = new Map<string, Mutation>();
  const budget = { left: VISITS };
  const visit = (part: Json | undefined, pointer: string, value: Json, followed: readonly string[]): void => {
    budget.left -= 1;
    if (!isJsonObject(part) || budget.left < 0 || found.size >= MOST) return;
    for (const { at, keyword, what, replacement } of brokenValues(part, value)) {
      const place = `${pointer}${at}`;
      const broken = writePointer(payload, place, replacement);
      const name = JSON.stringify(broken);
      if (found.has(name)) continue;
      if (!validators.valid(schema, broken))
        found.set(name, {
          pointer: place,
          keyword,
          what: `${place === '' ? 'the payload' : place} ${what}`,
          payload: broken,
        });
    }
    for (const [below, token, member] of membersOf(part, value))
      visit(below, token === undefined ? pointer : `${pointer}${formatPointer([token])}`, member, followed);
    const { $ref } = part;
    if (typeof $ref === 'string' && !followed.includes(`${$ref} ${pointer}`))
      visit(contract.schemas[parsePointer($ref)[1] ?? '']?.schema, pointer, value, [
        ...followed,
        `${$ref} ${pointer}`,
      ]);
  };
  visit(contract.schemas[schema]?.schema, '', payload, []);
  return inTurn([...found.values()], seed);
}

type Member = readonly [schema: Json | undefined, token: string | number | undefined, value: Json];

/** The schemas that speak of parts of the value, or of all of it. */
function membersOf(schema: JsonObject, value: Json): readonly Member[] {
  const members: Member[] = [];
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const parts = schema[keyword];
    if (Array.isArray(parts))
      for (const part of parts as readonly Json[]) members.push([part, undefined, value]);
  }
  if (isJsonObject(value)) {
    const { properties, additionalProperties } = schema;
    for (const [name, member] of Object.entries(value)) {
      const own = isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
      members.push([own ?? additionalProperties, name, member]);
    }
  }
  if (Array.isArray(value)) {
    const tuple = Array.isArray(schema.prefixItems) ? schema.prefixItems : schema.items;
    for (const [index, item] of (value as readonly Json[]).slice(0, 2).entries())
      members.push([Array.isArray(tuple) ? (tuple[index] as Json | undefined) : tuple, index, item]);
  }
  return members;
}

/** One of each keyword, then the next of each. */
function inTurn(mutations: readonly Mutation[], seed: number): readonly Mutation[] {
  const { dice } = createChoices(seed);
  const seen = new Map<string, number>();
  return [...mutations]
    .map((mutation) => ({ mutation, dice: dice(`${mutation.pointer} ${mutation.keyword}`) }))
    .sort((a, b) => a.dice - b.dice)
    .map(({ mutation }, index) => {
      const round = seen.get(mutation.keyword) ?? 0;
      seen.set(mutation.keyword, round + 1);
      return { mutation, round, index };
    })
    .sort((a, b) => a.round - b.round || a.index - b.index)
    .map(({ mutation }) => mutation);
}
