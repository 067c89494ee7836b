import type { Contract } from '../../src/contract/contract.ts';
import type { Json } from '../../src/contract/json.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { createRandom } from '../../src/engine/random.ts';
import { CountersignError } from '../../src/errors/countersign-error.ts';
import { lint } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { renderShow } from '../../src/report/show.ts';
import { plainStyle } from '../../src/report/style.ts';
import { createRecogniser } from '../../src/rules/create-recogniser.ts';
import { createValidators } from '../../src/schema/create-validators.ts';
import { createSampler } from '../../src/schema/sampler.ts';
import type { FuzzCase, Outcome } from './fuzz-case.ts';
import { hostileFrames } from './hostile-frames.ts';
import { mutate } from './mutate.ts';

/** Schemas that are sampled, and samples of each that are recognised: a corpus document has hundreds. */
const MOST_SAMPLED = 25;

/** Takes a document through load, compile, lint, show, the recogniser, the sampler and the engine. Never rejects. */
export async function exercise({ text, validate, seed }: FuzzCase): Promise<Outcome> {
  const began = performance.now();
  const ms = (): number => Math.round(performance.now() - began);
  try {
    const { contract, bundle, problems } = await loadContract('-', {
      stdin: async () => text,
      validate,
      cache: false,
    });
    const validators = createValidators(contract);
    lint(contract, await bundle(), validators, problems);
    renderShow(contract, plainStyle());
    exerciseFrames(contract, seed);
    return { kind: 'compiled', ms: ms() };
  } catch (error) {
    if (error instanceof CountersignError && error.code !== 'internal.bug')
      return { kind: 'refused', code: error.code, ms: ms() };
    return { kind: 'crashed', ms: ms(), reason: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

function exerciseFrames(contract: Contract, seed: number): void {
  const random = createRandom(seed);
  const validators = createValidators(contract);
  const sampler = createSampler(contract, validators);
  const samples: Json[] = [];
  for (const id of Object.keys(contract.schemas).slice(0, MOST_SAMPLED)) {
    const sample = sampler.sample(id, seed);
    if (sample !== undefined && !validators.valid(id, sample))
      throw new Error(`A sample of ${id} is not valid.`);
    if (sample !== undefined) samples.push(sample);
  }
  const payloads = [...samples, ...samples.map((sample) => mutate(sample, random))];
  const frames = [
    ...payloads.map((payload) => ({ kind: 'text' as const, text: JSON.stringify(payload) })),
    ...hostileFrames(),
  ];
  const engine = createEngine(contract, { push: 'off' });
  for (const endpoint of contract.endpoints.slice(0, 5)) {
    for (const from of ['client', 'server'] as const) {
      const recogniser = createRecogniser(contract, endpoint, from, validators);
      for (const frame of frames) recogniser.recognise(frame);
    }
    const decision = engine.handshake({ path: endpoint.address, query: [], headers: [] }, 0);
    if (decision.kind !== 'accept') continue;
    engine.step({ type: 'open', connection: 1, accepted: decision.judgement, at: 0 });
    for (const frame of frames) engine.step({ type: 'frame', connection: 1, frame, at: 1 });
    engine.step({ type: 'closed', connection: 1, code: 1000, at: 2 });
  }
}
