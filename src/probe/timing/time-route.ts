import { openingOf } from '../../diagnose/openings.ts';
import { siblingPath } from '../../diagnose/paths.ts';
import type { Subject } from '../../diagnose/subject.ts';
import type { Opening } from '../../script/script.ts';
import { type Samples, type Settled, settle } from './settle.ts';
import { timeAnswer } from './time-answer.ts';

/** Rounds of three handshakes each: HANDSHAKE 4.4 measured what so many can tell. */
export const ROUNDS = 100;
/** Rounds before them that are thrown away: the first answers of a server are slow. */
export const WARMING = 5;
/** Times that it is done at most: once more where the machine was too busy. */
const TIMES = 2;

export type Timing =
  | (Settled & { readonly kind: 'measured'; readonly handshakes: number })
  | { readonly kind: 'ended'; readonly why: string; readonly handshakes: number };

export interface TimingOptions {
  readonly insecure: boolean;
  readonly signal?: AbortSignal;
  /** A number from 0 up to 1: each round is asked in another order. */
  readonly random?: () => number;
  /** Told before each round. */
  readonly onRound?: (round: number) => void;
}

/** Is the target answered at the pace of a path that does not exist? One handshake after the other; ends at the first 429. */
export async function timeRoute(subject: Subject, options: TimingOptions): Promise<Timing> {
  let handshakes = 0;
  let settled: Settled | undefined;
  for (let time = 0; time < TIMES && settled?.noisy !== false; time += 1) {
    const measured = await measure(subject, options);
    handshakes += measured.handshakes;
    if ('why' in measured) return { kind: 'ended', why: measured.why, handshakes };
    settled = settle(measured.samples);
  }
  return settled === undefined
    ? { kind: 'ended', why: 'nothing was measured', handshakes }
    : { kind: 'measured', ...settled, handshakes };
}

async function measure(
  subject: Subject,
  { insecure, signal, random = Math.random, onRound }: TimingOptions,
): Promise<{ readonly handshakes: number } & ({ readonly samples: Samples } | { readonly why: string })> {
  const [one, other] = [subject.nonce, [...subject.nonce].reverse().join('')].map((nonce) =>
    openingOf(subject, { path: siblingPath(subject.path, nonce) }),
  ) as [Opening, Opening];
  const openings = [openingOf(subject, {}), one, other];
  const taken: number[][] = [[], [], []];
  let handshakes = 0;
  let status: number | undefined;
  for (let round = 0; round < WARMING + ROUNDS; round += 1) {
    onRound?.(round);
    for (const which of shuffled([0, 1, 2], random)) {
      if (signal?.aborted === true) return { handshakes, why: 'it was interrupted' };
      const opening = openings[which] ?? one;
      const answer = await timeAnswer(subject.place, opening, { insecure, within: 2_000 });
      handshakes += 1;
      if (answer === undefined) return { handshakes, why: 'a handshake got no answer' };
      if (answer.status === 429) return { handshakes, why: 'the server answered 429 (too many requests)' };
      status ??= answer.status;
      if (answer.status !== status)
        return { handshakes, why: `the answer changed from ${status} to ${answer.status}` };
      if (round >= WARMING) taken[which]?.push(answer.took);
    }
  }
  const [target = [], first = [], second = []] = taken;
  return { handshakes, samples: { target, controls: [first, second] } };
}

function shuffled(values: readonly number[], random: () => number): readonly number[] {
  return values
    .map((value) => ({ value, by: random() }))
    .sort((a, b) => a.by - b.by)
    .map(({ value }) => value);
}
