import type { Contract } from '../contract/contract.ts';
import { holdsPartial } from '../contract/deep-partial.ts';
import { isJsonObject, type Json, sameJson } from '../contract/json.ts';
import { writePointer } from '../contract/json-pointer.ts';
import type { MessageExample, MessageId } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import { createSampler } from '../schema/sampler.ts';
import type { Validators } from '../schema/validators.ts';
import { namesPutAside, playableExample, speaksOfRequest } from './playable-example.ts';

/** JSON Pointers. The playbook remembers its examples without what stands there by this very array. */
export type Ignored = readonly string[];

/** How many samples of each message are kept: making one takes a thousand times longer than sending it. */
const SAMPLES_KEPT = 64;

/** What the mock says: the document's examples that are valid, else samples of the schema. */
export interface Playbook {
  /**
   * The example called `name`; else the `turn`-th one of those that fit best (0: not at all), going round; else the `turn`-th of all; else a
   * sample. `undefined` where the schema can be satisfied by none that could be found: the mock then stays silent
   * rather than break the contract.
   */
  payload(
    message: MessageId,
    name: string | undefined,
    turn: number,
    fits?: (example: Json) => number,
  ): Json | undefined;
  /**
   * Which example of `message` the payload is; if none to the letter, what stands at `ignore` apart; if none even so,
   * the longest one that it says all of, and more.
   */
  exampleOf(message: MessageId, payload: Json, ignore: Ignored): MessageExample | undefined;
  /** Valid examples, in the document's order. */
  examples(message: MessageId): readonly MessageExample[];
  /** Which of its examples may come without a request: those do that take nothing from one. */
  spontaneous(message: MessageId): 'all' | 'some' | 'none';
}

export function createPlaybook(contract: Contract, validators: Validators, seed: number): Playbook {
  const sampler = createSampler(contract, validators);
  const valid = new Map<MessageId, readonly MessageExample[]>();
  const spontaneity = new Map<MessageId, 'all' | 'some' | 'none'>();
  const samples = new Map<MessageId, (Json | undefined)[]>();
  const bare = new WeakMap<Ignored, Map<MessageId, readonly Json[]>>();

  let aside: ReadonlySet<string> | undefined;
  const putAside = (): ReadonlySet<string> => {
    aside ??= namesPutAside(contract);
    return aside;
  };

  function examples(id: MessageId): readonly MessageExample[] {
    return valid.get(id) ?? keepExamples(id);
  }

  function keepExamples(id: MessageId): readonly MessageExample[] {
    const message = messageOf(contract, id);
    const playable = message.examples.flatMap((example) => {
      const payload = playableExample(example.payload, message.payload, validators, putAside);
      if (payload === undefined) return [];
      return [payload === example.payload ? example : { ...example, payload }];
    });
    valid.set(id, playable);
    return playable;
  }

  function sample(id: MessageId, turn: number): Json | undefined {
    if (turn >= SAMPLES_KEPT) return makeSample(id, turn);
    const kept = setDefault(samples, id, () => []);
    if (!(turn in kept)) kept[turn] = makeSample(id, turn);
    return kept[turn];
  }

  function makeSample(id: MessageId, turn: number): Json | undefined {
    const message = messageOf(contract, id);
    if (message.payload !== undefined) return sampler.sample(message.payload, seed + hash(id) + turn);
    return message.format === 'json' ? {} : message.name;
  }

  function bareExamples(id: MessageId, ignore: Ignored): readonly Json[] {
    const ofMessages = setDefault(bare, ignore, () => new Map<MessageId, readonly Json[]>());
    return setDefault(ofMessages, id, () => examples(id).map(({ payload }) => without(payload, ignore)));
  }

  function spontaneous(id: MessageId): 'all' | 'some' | 'none' {
    return setDefault(spontaneity, id, () => {
      const playable = examples(id);
      const answers = playable.filter(({ payload }) => speaksOfRequest(payload)).length;
      if (answers === 0) return 'all';
      return answers === playable.length ? 'none' : 'some';
    });
  }

  return {
    examples,
    spontaneous,
    payload(id, name, turn, fits) {
      const playable = examples(id);
      const named = name === undefined ? undefined : playable.find((example) => example.name === name);
      const fitting =
        named !== undefined || fits === undefined || playable.length < 2 ? NONE : bestOf(playable, fits);
      const example =
        named ?? (fitting.length === 0 ? playable[turn % playable.length] : fitting[turn % fitting.length]);
      return example === undefined ? sample(id, turn) : example.payload;
    },
    exampleOf(id, payload, ignore) {
      const playable = examples(id);
      const exact = playable.find((example) => sameJson(example.payload, payload));
      if (exact !== undefined) return exact;
      const asked = without(payload, ignore);
      const all = bareExamples(id, ignore);
      const same = playable[all.findIndex((example) => sameJson(example, asked))];
      return same ?? playable[longestHeld(all, asked)];
    },
  };
}

const NONE: readonly MessageExample[] = [];

/** Those that fit best; none where none fits. */
function bestOf(
  examples: readonly MessageExample[],
  fits: (example: Json) => number,
): readonly MessageExample[] {
  const scores = examples.map(({ payload }) => fits(payload));
  const best = Math.max(...scores);
  return best === 0 ? [] : examples.filter((_, index) => scores[index] === best);
}

/** Index of the longest of the objects that `asked` holds all of; -1 for none. */
function longestHeld(all: readonly Json[], asked: Json): number {
  let best = -1;
  let most = 0;
  for (const [index, example] of all.entries()) {
    if (!isJsonObject(example) || !holdsPartial(asked, example)) continue;
    const length = JSON.stringify(example).length;
    if (length > most) {
      best = index;
      most = length;
    }
  }
  return best;
}

/** The value without what stands at those places. */
function without(value: Json, pointers: readonly string[]): Json {
  return pointers.reduce<Json>(
    (rest, pointer) => (pointer === '' ? null : writePointer(rest, pointer, undefined)),
    value,
  );
}

/** The value of a key; where there is none, it is made and kept. */
function setDefault<K extends object | string, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** Keeps the samples of different messages apart. */
function hash(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum = (sum * 31 + text.charCodeAt(i)) % 1_000_003;
  return sum;
}
