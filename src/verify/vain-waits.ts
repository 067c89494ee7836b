import type { CaseResult } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { PlannedCase } from './plan.ts';
import type { Unreached } from './verify-options.ts';

/** After so many of a kind that waited for nothing, of which none got what it waited for, the rest would only wait too. */
const ENOUGH = 3;

/** What a run has learnt about waiting. So the wall time of a silent backend is that of its longest wait, not the sum. */
export interface VainWaits {
  note(one: PlannedCase, result: CaseResult): void;
  /** Why that case would only wait; `undefined`: it may well be answered. */
  reasonToSkip(one: PlannedCase): Unreached | undefined;
  /** To try it again would be to wait again: it waited for nothing, as others beside it did. */
  isHopeless(one: PlannedCase, result: CaseResult): boolean;
}

interface Kind {
  vain: number;
  /** One that is not a failure: so it can be done. */
  well: boolean;
}

export function createVainWaits(): VainWaits {
  const kinds = new Map<string, Kind>();
  const unanswered = new Set<string>();
  const timeouts = new Map<string, number>();

  const keyOf = ({ check, case: one }: PlannedCase): string | undefined =>
    one.endpoint === undefined ? undefined : `${check.id} ${one.endpoint}`;

  const kindOf = (one: PlannedCase): Kind | undefined => {
    const key = keyOf(one);
    return key === undefined ? undefined : kinds.get(key);
  };

  return {
    note(one, result) {
      const { endpoint } = one.case;
      const key = keyOf(one);
      if (key === undefined || endpoint === undefined || result.transcript === undefined) return;
      if (one.check.id === 'handshake.accept' && handshakeTimedOut(result.transcript))
        unanswered.add(endpoint);
      if (handshakeTimedOut(result.transcript)) timeouts.set(endpoint, (timeouts.get(endpoint) ?? 0) + 1);
      const kind = kinds.get(key) ?? { vain: 0, well: false };
      kinds.set(key, kind);
      if (result.finding.outcome !== 'failed') kind.well ||= result.finding.outcome !== 'skipped';
      else if (waitedInVain(one, result.transcript)) kind.vain += 1;
    },
    reasonToSkip(one) {
      if (one.case.endpoint !== undefined && unanswered.has(one.case.endpoint))
        return { cause: 'a good handshake gets no answer here.', remedy: 'See handshake.accept.' };
      for (const { check } of one.check.follows ?? []) {
        const cause = kinds.get(`${check} ${one.case.endpoint}`);
        if (cause === undefined || cause.well || cause.vain === 0) continue;
        return {
          cause: `what it builds on does not come, as ${check} explains.`,
          remedy: 'Mend that first.',
        };
      }
      const kind = kindOf(one);
      if (kind === undefined || kind.well || kind.vain < ENOUGH) return undefined;
      return {
        cause: `${kind.vain} cases of ${one.check.id} have waited here for as long as they may, and nothing came.`,
        remedy: `See ${one.check.id}; to try each, run it by itself: --only ${one.key}`,
      };
    },
    isHopeless(one, { transcript }) {
      if (transcript === undefined) return false;
      if (handshakeTimedOut(transcript)) return (timeouts.get(one.case.endpoint ?? '') ?? 0) > 1;
      const kind = kindOf(one);
      return kind !== undefined && !kind.well && kind.vain > 1 && waitedInVain(one, transcript);
    },
  };
}

function handshakeTimedOut({ connections }: Transcript): boolean {
  const outcome = connections.a?.handshake.outcome;
  return outcome?.kind === 'failed' && outcome.code === 'TIMEOUT';
}

/** It listened for something until its time was over. */
function waitedInVain({ case: { script } }: PlannedCase, transcript: Transcript): boolean {
  return transcript.steps.some((record, i) => {
    const step = script?.steps[i];
    return (
      step?.do === 'expect' && record.fulfilled === false && record.to - record.from >= step.within * 0.9
    );
  });
}
