import type { Contract } from '../src/contract/contract.ts';
import type { Endpoint } from '../src/contract/endpoint.ts';
import type { Operation } from '../src/contract/operation.ts';
import { createEngine } from '../src/engine/create-engine.ts';
import { createRecogniser } from '../src/rules/create-recogniser.ts';
import { createValidators } from '../src/schema/create-validators.ts';
import { nowhere, type TinyMessage, tinyContract } from '../test/support/tiny-contract.ts';
import type { Bench } from './bench.ts';
import { median, table } from './statistics.ts';

const SIZES = [10, 100, 1_000, 10_000];
/** So many of the messages are sent, spread over the document: each is one schema to compile. */
const SENT = 10;

/** What one frame costs, in ns of CPU time. */
interface Cost {
  readonly recognise: number[];
  readonly answer: number[];
}

interface Subject {
  readonly size: number;
  readonly cost: Cost;
  recognise(text: string): void;
  answer(text: string): void;
  readonly frames: readonly string[];
}

export const recogniseBench: Bench = {
  name: 'recognise',
  title: 'one frame in a document of that many messages, told apart by a constant; in process',
  async run(short) {
    const subjects = SIZES.map(subjectOf);
    const frames = short ? 20_000 : 100_000;
    // One after the other in each round: what else the machine does falls on all sizes.
    for (let round = 0; round < (short ? 4 : 10); round += 1) {
      for (const { cost, frames: texts, recognise, answer } of subjects) {
        const costs = [nanoseconds(texts, frames, recognise), nanoseconds(texts, frames, answer)] as const;
        // The first round is for the compiler.
        if (round === 0) continue;
        cost.recognise.push(costs[0]);
        cost.answer.push(costs[1]);
      }
    }
    const rows = subjects.map(({ size, cost: { recognise, answer } }) => [
      `${size}`,
      `${Math.round(median(recognise))}`,
      `${Math.round(median(answer))}`,
    ]);
    return table([['messages', 'to recognise, ns', 'to recognise and answer, ns'], ...rows]);
  },
};

function subjectOf(size: number): Subject {
  const { contract, endpoint } = documentOf(size);
  const recogniser = createRecogniser(contract, endpoint, 'client', createValidators(contract));
  const engine = createEngine(contract, { push: 'off' });
  const decision = engine.handshake({ path: '/', query: [], headers: [] }, 0);
  if (decision.kind !== 'accept') throw new Error(`The handshake was not accepted: ${decision.kind}.`);
  engine.step({ type: 'open', connection: 1, accepted: decision.judgement, at: 0 });
  const frames = Array.from({ length: SENT }, (_, index) =>
    JSON.stringify({ type: `ask${Math.floor((index * size) / SENT)}`, id: index }),
  );
  return {
    size,
    cost: { recognise: [], answer: [] },
    frames,
    recognise(text) {
      const { kind } = recogniser.recognise({ kind: 'text', text });
      if (kind !== 'message') throw new Error(`${text} is ${kind}.`);
    },
    answer(text) {
      const effects = engine.step({ type: 'frame', connection: 1, frame: { kind: 'text', text }, at: 0 });
      if (effects.length !== 2) throw new Error(`${text} led to ${JSON.stringify(effects)}.`);
    },
  };
}

/** Each message `ask…` is answered by a message of its own, with the request's id. */
function documentOf(size: number): { readonly contract: Contract; readonly endpoint: Endpoint } {
  const messages: Record<string, TinyMessage> = {};
  const operations: Operation[] = [];
  for (let index = 0; index < size; index += 1) {
    const [ask, answer] = [`ask${index}`, `answer${index}`];
    messages[ask] = { from: 'client', schema: schemaOf(ask) };
    messages[answer] = {
      from: 'server',
      schema: schemaOf(answer),
      examples: [{ type: answer, id: 1 }],
    };
    operations.push({
      kind: 'request',
      id: ask,
      messages: [ask],
      reply: {
        basis: 'document',
        messages: [answer],
        bind: [{ into: '/id', from: { kind: 'request', pointer: '/id' }, basis: 'extension', at: nowhere }],
        delay: 0,
        at: nowhere,
      },
      at: nowhere,
    });
  }
  return tinyContract(messages, { operations });
}

function schemaOf(type: string): NonNullable<TinyMessage['schema']> {
  return {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: { const: type }, id: { type: 'integer' } },
  };
}

function nanoseconds(frames: readonly string[], count: number, take: (text: string) => void): number {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) take(frames[index % frames.length] ?? '');
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / count;
}
