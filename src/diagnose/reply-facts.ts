import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { messageOf } from '../contract/queries.ts';
import { describePlaces } from '../rules/describe-places.ts';
import { receptionIn } from './evidence.ts';
import type { Facts } from './facts.ts';
import { helloOf } from './knowledge.ts';
import { helloEntry } from './open-facts.ts';
import { SAID } from './openings.ts';
import { dataFrames } from './reception.ts';

/** What the first of those messages has at fixed places (`type`): a frame that holds it ends the waiting. */
export function marksOf(
  { subject: { contract } }: Facts,
  [id]: readonly string[],
): readonly { readonly pointer: string; readonly value: Json }[] {
  const schema = contract === undefined || id === undefined ? undefined : messageOf(contract, id).payload;
  if (contract === undefined || schema === undefined) return [];
  return [...describePlaces(contract, schema).constants].flatMap(([pointer, values]) => {
    const [value] = values;
    return values.size === 1 && value !== undefined ? [{ pointer, value }] : [];
  });
}

/** Do the constants of that message (`type`, `event`) allow that frame to be it? What nothing tells apart may be anything. */
function mayBe({ subject: { contract } }: Facts, text: string, id: string): boolean {
  const schema = contract === undefined ? undefined : messageOf(contract, id).payload;
  const payload = jsonOf(text);
  if (contract === undefined || schema === undefined) return true;
  if (payload === undefined) return false;
  return [...describePlaces(contract, schema).constants].every(([pointer, values]) => {
    const value = readPointer(payload, pointer);
    return (
      value === undefined ||
      (typeof value !== 'object' && values.has(value)) ||
      (value === null && values.has(null))
    );
  });
}

/** What came instead of the reply; `undefined` where nothing was asked, nothing came, or the reply did. */
export function cameInstead(
  facts: Facts,
): { readonly id: string; readonly wanted: string; readonly came: string } | undefined {
  const hello = helloOf(facts.subject);
  const entry = helloEntry(facts);
  const reception = receptionIn(entry);
  if (hello === undefined || entry === undefined || reception?.kind !== 'open') return undefined;
  const came = dataFrames(reception).filter(({ step }) => step >= SAID);
  const [first] = came;
  if (first === undefined || came.some(({ data }) => hello.reply.some((id) => mayBe(facts, data, id))))
    return undefined;
  return {
    id: entry.probe.id,
    wanted: hello.reply.join(' or '),
    came: first.data.replace(/\s+/g, ' ').slice(0, 100),
  };
}
