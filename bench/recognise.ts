import { createEngine } from '../src/engine/create-engine.ts';
import { createRecogniser } from '../src/rules/create-recogniser.ts';
import { createValidators } from '../src/schema/create-validators.ts';
import type { Bench } from './bench.ts';
import { documentOf, requestOf } from './sized-document.ts';
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
    requestOf(Math.floor((index * size) / SENT), index),
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

function nanoseconds(frames: readonly string[], count: number, take: (text: string) => void): number {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) take(frames[index % frames.length] ?? '');
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / count;
}
