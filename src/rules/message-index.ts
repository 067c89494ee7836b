import type { Json } from '../contract/json.ts';
import { parsePointer, readPath, readPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { Constants, Scalar } from '../schema/constants.ts';

/** A message and the constants that its payloads have. */
export interface Indexed {
  readonly id: MessageId;
  readonly constants: Constants;
  /** Places of `constants` that a valid payload need not have. Absent: none. */
  readonly optional?: ReadonlySet<string>;
}

/** A decision tree over constants: one look at the payload per level, however many messages there are. */
export type MessageIndex =
  | { readonly kind: 'leaf'; readonly messages: readonly Indexed[] }
  | {
      readonly kind: 'branch';
      readonly path: readonly string[];
      readonly byValue: ReadonlyMap<Scalar, MessageIndex>;
      /** Messages that say nothing of this place. */
      readonly rest: MessageIndex | undefined;
      /** Messages that speak of this place, and may do without it. */
      readonly absent: readonly Indexed[];
    };

/** Small enough to try one after the other. */
const LEAF = 1;

export function buildIndex(
  messages: readonly Indexed[],
  used: ReadonlySet<string> = new Set(),
): MessageIndex {
  const pointer = messages.length > LEAF ? choosePointer(messages, used) : undefined;
  if (pointer === undefined) return { kind: 'leaf', messages: mostSpecificFirst(messages) };
  const groups = new Map<Scalar, Indexed[]>();
  const rest: Indexed[] = [];
  const absent: Indexed[] = [];
  for (const message of messages) {
    if (message.optional?.has(pointer) === true) absent.push(message);
    const values = message.constants.get(pointer);
    if (values === undefined) rest.push(message);
    else for (const value of values) (groups.get(value) ?? setDefault(groups, value)).push(message);
  }
  const nextUsed = new Set([...used, pointer]);
  return {
    kind: 'branch',
    path: parsePointer(pointer),
    byValue: new Map([...groups].map(([value, group]) => [value, buildIndex(group, nextUsed)])),
    rest: rest.length === 0 ? undefined : buildIndex(rest, nextUsed),
    absent: mostSpecificFirst(absent),
  };
}

/** The messages that `payload` can still be, judged by constants alone; the most specific ones first. */
export function candidates(index: MessageIndex, payload: Json): readonly Indexed[] {
  if (index.kind === 'leaf') return index.messages;
  const value = readPath(payload, index.path);
  const group = index.byValue.get(value as Scalar);
  const fromGroup =
    value === undefined
      ? withoutContradiction(index.absent, payload)
      : group === undefined
        ? []
        : candidates(group, payload);
  if (index.rest === undefined) return fromGroup;
  const fromRest = candidates(index.rest, payload);
  return fromGroup.length === 0 ? fromRest : [...fromGroup, ...fromRest];
}

/** Many documents do not require what tells their messages apart; a payload without it could be any of thousands. */
const MOST_ABSENT = 50;

/** Those of whose constants the payload has no other value. */
function withoutContradiction(messages: readonly Indexed[], payload: Json): readonly Indexed[] {
  const found: Indexed[] = [];
  for (const message of messages) {
    const contradicted = [...message.constants].some(([pointer, values]) => {
      const value = readPointer(payload, pointer);
      return value !== undefined && !values.has(value as Scalar);
    });
    if (!contradicted) found.push(message);
    if (found.length === MOST_ABSENT) break;
  }
  return found;
}

/** The place that tells most messages apart: many speak of it, with many different values. */
function choosePointer(messages: readonly Indexed[], used: ReadonlySet<string>): string | undefined {
  const speakers = new Map<string, { count: number; values: Set<Scalar> }>();
  for (const { constants } of messages) {
    for (const [pointer, values] of constants) {
      if (used.has(pointer)) continue;
      const entry = speakers.get(pointer) ?? { count: 0, values: new Set<Scalar>() };
      entry.count += 1;
      for (const value of values) entry.values.add(value);
      speakers.set(pointer, entry);
    }
  }
  let best: { pointer: string; score: number } | undefined;
  for (const [pointer, { count, values }] of speakers) {
    const score = Math.min(count, values.size) * 2 + count / messages.length - pointer.length / 1000;
    // A place where every message has the same single value tells nothing apart.
    const separates = values.size > 1 || count < messages.length;
    if (separates && (best === undefined || score > best.score)) best = { pointer, score };
  }
  return best?.pointer;
}

function mostSpecificFirst(messages: readonly Indexed[]): readonly Indexed[] {
  return [...messages].sort((a, b) => b.constants.size - a.constants.size);
}

function setDefault(groups: Map<Scalar, Indexed[]>, value: Scalar): Indexed[] {
  const group: Indexed[] = [];
  groups.set(value, group);
  return group;
}
