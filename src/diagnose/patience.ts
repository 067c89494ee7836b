import type { Script, Step } from '../script/script.ts';
import { type Entry, type Evidence, receptionIn } from './evidence.ts';
import type { Probe } from './probe.ts';

/** How many times as long as the slowest answer so far a further one may take. */
const TIMES = 4;

/** Most ms that patience grows to. */
const MOST = 6_000;

/**
 * The probe with the time that this server needs: a fixed deadline would make a cause of a slow answer. Nothing is
 * waited for less long than it says itself.
 */
export function patient(probe: Probe, evidence: Evidence): Probe {
  const least = Math.min(MOST, TIMES * paceIn(evidence));
  const { ask } = probe;
  switch (ask.via) {
    case 'http':
      return { ...probe, ask: { ...ask, within: Math.max(ask.within, least) } };
    case 'handshake': {
      const watch = Math.min(MOST, 2 * Math.max(0, ...evidence.entries.map(closedAfter)));
      return { ...probe, ask: { ...ask, script: stretched(ask.script, least, watch) } };
    }
    default:
      return probe;
  }
}

/** ms that the slowest answer so far took. */
export function paceIn({ entries }: Evidence): number {
  return Math.max(0, ...entries.map(paceOf));
}

/** ms until the answer came; 0 where none did. */
function paceOf(entry: Entry): number {
  if (entry.answer.via === 'http') {
    const { outcome } = entry.answer.record;
    return outcome.kind === 'answered' ? outcome.after : 0;
  }
  const reception = receptionIn(entry);
  return reception?.kind === 'refused' || reception?.kind === 'open' || reception?.kind === 'closed'
    ? reception.outcome.after
    : 0;
}

/** ms from a 101 to the Close that refused it: a variation has got in only if it lives longer. */
function closedAfter(entry: Entry): number {
  const reception = receptionIn(entry);
  const own = entry.probe.aim.of === 'baseline' || entry.probe.aim.of === 'repeat';
  return own && reception?.kind === 'closed' ? reception.close.at - reception.outcome.after : 0;
}

function stretched(script: Script, least: number, watch: number): Script {
  let more = 0;
  const longer = (within: number, wanted: number): number => {
    more += Math.max(0, wanted - within);
    return Math.max(within, wanted);
  };
  let said = false;
  const steps = script.steps.map((step): Step => {
    if (step.do === 'send') said = true;
    if (step.do === 'connect') return { ...step, within: longer(step.within, least) };
    if (step.do !== 'expect') return step;
    if (said) return { ...step, within: longer(step.within, least) };
    return step.until.closed === true ? { ...step, within: longer(step.within, watch) } : step;
  });
  return more === 0 ? script : { steps, deadline: script.deadline + more };
}
