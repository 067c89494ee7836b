import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../contract/json.ts';
import type { Message, MessageExample, MessageId } from '../../contract/message.ts';
import { messageOf } from '../../contract/queries.ts';
import { createSampler } from '../../schema/sampler.ts';
import { validatorsOf } from '../../schema/validators-of.ts';

/** The document's examples, held to their schemas. */
export interface ExampleBook {
  good(message: MessageId): readonly MessageExample[];
  /** Those that break their schema, each with why. */
  broken(message: MessageId): readonly BrokenExample[];
  /** The first good example; without one, a payload made from the schema. `undefined`: none could be made. */
  best(message: MessageId): { readonly payload: Json; readonly made: boolean } | undefined;
}

export interface BrokenExample {
  readonly example: MessageExample;
  readonly why: string;
}

export function createExampleBook(contract: Contract): ExampleBook {
  const validators = validatorsOf(contract);
  const sampler = createSampler(contract, validators);
  const judged = new Map<MessageId, { good: MessageExample[]; broken: BrokenExample[] }>();
  const judge = (id: MessageId): { good: MessageExample[]; broken: BrokenExample[] } => {
    const known = judged.get(id);
    if (known !== undefined) return known;
    const message = messageOf(contract, id);
    const found: { good: MessageExample[]; broken: BrokenExample[] } = { good: [], broken: [] };
    for (const example of message.examples) {
      const why = complaint(message, example.payload);
      if (why === undefined) found.good.push(example);
      else found.broken.push({ example, why });
    }
    judged.set(id, found);
    return found;
  };
  /** A template is filled when it is played: what it will be is not judged here. */
  const complaint = ({ payload }: Message, value: Json): string | undefined => {
    if (payload === undefined || JSON.stringify(value).includes('{{')) return undefined;
    return validators.errors(payload, value)[0]?.message;
  };
  return {
    good: (id) => judge(id).good,
    broken: (id) => judge(id).broken,
    best(id) {
      const plain = judge(id).good.filter(({ payload }) => !JSON.stringify(payload).includes('{{'));
      const [first] = plain.length > 0 ? plain : judge(id).good;
      if (first !== undefined) return { payload: first.payload, made: false };
      const { payload, format } = messageOf(contract, id);
      if (payload === undefined) return format === 'json' ? { payload: {}, made: true } : undefined;
      const sample = sampler.sample(payload, 1);
      return sample === undefined ? undefined : { payload: sample, made: true };
    },
  };
}
