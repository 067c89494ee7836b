import type { Contract } from '../contract/contract.ts';
import { type Json, sameJson } from '../contract/json.ts';
import { writePointer } from '../contract/json-pointer.ts';
import type { MessageExample, MessageId } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import { createSampler } from '../schema/sampler.ts';
import type { Validators } from '../schema/validators.ts';
import { createRandom } from './random.ts';
import { hasTemplate, renderTemplates } from './template.ts';

/** What the mock says: the document's examples that are valid, else samples of the schema. */
export interface Playbook {
  /**
   * The example called `name`; else the `turn`-th one that `fits`, going round; else the `turn`-th of all; else a
   * sample. `undefined` where the schema can be satisfied by none that could be found: the mock then stays silent
   * rather than break the contract.
   */
  payload(
    message: MessageId,
    name: string | undefined,
    turn: number,
    fits?: (example: Json) => boolean,
  ): Json | undefined;
  /** Which example of `message` the payload is; if none to the letter, what stands at `ignore` apart. */
  exampleOf(message: MessageId, payload: Json, ignore: readonly string[]): MessageExample | undefined;
  /** Valid examples, in the document's order. */
  examples(message: MessageId): readonly MessageExample[];
}

export function createPlaybook(contract: Contract, validators: Validators, seed: number): Playbook {
  const sampler = createSampler(contract, validators);
  const valid = new Map<MessageId, readonly MessageExample[]>();

  function examples(id: MessageId): readonly MessageExample[] {
    let found = valid.get(id);
    if (found === undefined) {
      const message = messageOf(contract, id);
      found = message.examples.filter(
        (example) =>
          message.payload === undefined || validators.valid(message.payload, trial(example.payload)),
      );
      valid.set(id, found);
    }
    return found;
  }

  function sample(id: MessageId, turn: number): Json | undefined {
    const message = messageOf(contract, id);
    if (message.payload !== undefined) return sampler.sample(message.payload, seed + hash(id) + turn);
    return message.format === 'json' ? {} : message.name;
  }

  return {
    examples,
    payload(id, name, turn, fits) {
      const playable = examples(id);
      const named = name === undefined ? undefined : playable.find((example) => example.name === name);
      const fitting =
        named !== undefined || fits === undefined || playable.length < 2
          ? []
          : playable.filter(({ payload }) => fits(payload));
      const example = named ?? fitting[turn % fitting.length] ?? playable[turn % playable.length];
      return example === undefined ? sample(id, turn) : example.payload;
    },
    exampleOf(id, payload, ignore) {
      const playable = examples(id);
      const exact = playable.find((example) => sameJson(example.payload, payload));
      if (exact !== undefined || ignore.length === 0) return exact;
      const without = (value: Json): Json =>
        ignore.reduce<Json>(
          (rest, pointer) => (pointer === '' ? null : writePointer(rest, pointer, undefined)),
          value,
        );
      const bare = without(payload);
      return playable.find((example) => sameJson(without(example.payload), bare));
    },
  };
}

/** An example with templates is judged by what it renders to. */
function trial(payload: Json): Json {
  if (!hasTemplate(payload)) return payload;
  return renderTemplates(payload, {
    request: {},
    parameters: {},
    now: 0,
    random: createRandom(1),
    variables: new Map(),
  });
}

/** Keeps the samples of different messages apart. */
function hash(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum = (sum * 31 + text.charCodeAt(i)) % 1_000_003;
  return sum;
}
