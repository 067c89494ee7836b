import { CAUSES } from '../../diagnose/causes.ts';
import type { Facts } from '../../diagnose/facts.ts';
import { isLoopback } from '../../diagnose/subject.ts';
import type { Verdict } from '../../result/diagnosis.ts';
import { CHANCE } from './settle.ts';
import { ROUNDS, type Timing } from './time-route.ts';

const NO_ROUTE = 'NO-ROUTE';
const HANDLER = 'REFUSED-BY-HANDLER';

/** Why the timing test would tell nothing here; `undefined`: it may settle something. */
export function whyNotTimed({ base, alike, subject }: Facts, { id }: Verdict): string | undefined {
  if (base?.kind !== 'refused' || alike !== true || (id !== NO_ROUTE && id !== HANDLER))
    return 'it tells a path without a route from a route that refuses, and that is not the question here';
  if (!isLoopback(subject.place.host))
    return 'it only works on this machine (127.0.0.1, ::1, localhost): over a network, and through a proxy, noise is greater than what it measures';
  return undefined;
}

/** The verdict with what the timing test adds to it. */
export function withTiming(verdict: Verdict, facts: Facts, timing: Timing): Verdict {
  const noted = (note: string): Verdict => ({ ...verdict, notes: [note, ...verdict.notes] });
  if (timing.kind === 'ended')
    return noted(`Timing: not settled, since ${timing.why} after ${timing.handshakes} handshakes.`);
  const { differs, noisy, target, noise } = timing;
  const measured = `${ROUNDS} rounds, in each of them this path and two made-up ones in random order: this path is the slower one in ${percent(target.auc)} of all pairs (by chance 50 %; p = ${shown(target.p)}), and one made-up path against the other in ${percent(noise.auc)}`;
  if (noisy) return noted(`Timing: not settled; this machine is too busy to measure it. ${measured}.`);
  if (!differs)
    return noted(
      `Timing: not settled. ${measured}. A difference would prove a route; none proves nothing, since a route may be as fast as none.`,
    );
  const cause = CAUSES.find(({ id }) => id === HANDLER);
  if (cause === undefined) return noted(`Timing: ${measured}.`);
  const { sentence, fix, corrections = [] } = cause.advice(facts);
  const { title } = CAUSES.find(({ id }) => id === NO_ROUTE) ?? { title: NO_ROUTE };
  return {
    ...verdict,
    id: HANDLER,
    title: cause.title,
    sentence,
    sure: 'likely',
    why: `Timing: somebody is at this path. ${measured}; chance makes such a difference less than once in ${1 / CHANCE} times.`,
    candidates: [],
    fix: { ...verdict.fix, lines: fix },
    corrections,
    ruledOut: [
      { id: NO_ROUTE, title, why: 'It is answered at another pace than paths that do not exist.' },
      ...verdict.ruledOut.filter(({ id }) => id !== HANDLER),
    ],
  };
}

function percent(auc: number): string {
  return `${Math.round(auc * 100)} %`;
}

function shown(p: number): string {
  return p < 0.001 ? 'less than 0.001' : p.toFixed(3);
}
