import type { Verdict } from '../result/diagnosis.ts';
import { type Evidence, entriesOf, handshakesIn, httpIn, isAsked, receptionIn } from './evidence.ts';
import { type Facts, factsOf } from './facts.ts';
import { handshakeProbe } from './make-probe.ts';
import { patient } from './patience.ts';
import { askComparisons } from './plan/compare.ts';
import { askCompanions, askDiscovery, askPolling } from './plan/discover.ts';
import { askPathAsClient, askPaths, askRepeats } from './plan/other-paths.ts';
import { askReach } from './plan/reach.ts';
import type { RungOfPlan } from './plan/rung.ts';
import { askSecure } from './plan/secure.ts';
import { askTalk } from './plan/talk.ts';
import { askFlipControls, askVariations, askWhichFactor } from './plan/vary.ts';
import type { Probe } from './probe.ts';
import { verdictOf } from './verdict.ts';

/** Most opening handshakes of one diagnosis. HANDSHAKE 4.1. */
export const HANDSHAKES = 25;

/** In this order; the first question that is not asked yet is the next one. */
const PLAN: readonly RungOfPlan[] = [
  askBaseline,
  askReach,
  askSecure,
  askComparisons,
  askOnceMore,
  askComparisons,
  askSecure,
  askDiscovery,
  askVariations,
  askFlipControls,
  askWhichFactor,
  askPolling,
  askPaths,
  askPathAsClient,
  askFlipControls,
  askCompanions,
  askRepeats,
  askTalk,
];

export type Next = { readonly probe: Probe } | { readonly verdict: Verdict };

/** What to ask next, or what it is. A pure function of what was seen. */
export function next(evidence: Evidence): Next {
  const facts = factsOf(evidence);
  if (whyStopped(evidence) === undefined)
    for (const rung of PLAN)
      for (const probe of rung(facts))
        if (!isAsked(evidence, probe.id)) return { probe: patient(probe, evidence) };
  return { verdict: verdictOf(facts) };
}

/** Why no more is asked, though there might be more to ask; `undefined`: nothing stops it. */
export function whyStopped(evidence: Evidence): string | undefined {
  if (evidence.over !== undefined) return evidence.over;
  const limited = evidence.entries.find((entry) => statusIn(entry) === 429);
  if (limited !== undefined) return `${limited.probe.id} was answered 429 (too many requests)`;
  if (handshakesIn(evidence) >= HANDSHAKES) return `${HANDSHAKES} handshakes were sent`;
  return undefined;
}

function statusIn(entry: Evidence['entries'][number]): number | undefined {
  const reception = receptionIn(entry);
  return reception?.kind === 'refused' ? reception.outcome.status : httpIn(entry)?.status;
}

/** No answer to the client's handshake, and one to another: does it hang, or was it slow? Or TCP itself came to nothing. */
function askOnceMore({ base, controls, subject }: Facts): readonly Probe[] {
  const lost = base?.kind === 'unreached' && base.stage === 'tcp' && base.code === 'TIMEOUT';
  const hangs = base?.kind === 'silent' && controls.some(({ kind }) => kind !== 'silent');
  if (!lost && !hangs) return [];
  return [
    handshakeProbe(subject, {
      id: 'baseline, again',
      question: 'Is it not answered this time either?',
      aim: { of: 'baseline' },
    }),
  ];
}

function askBaseline({ subject, evidence }: Facts): readonly Probe[] {
  if (entriesOf(evidence, 'baseline').length > 0) return [];
  return [
    handshakeProbe(subject, {
      id: 'baseline',
      question: 'What does the client get?',
      aim: { of: 'baseline' },
    }),
  ];
}
