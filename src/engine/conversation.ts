import type { Contract } from '../contract/contract.ts';
import type { OperationId } from '../contract/operation.ts';
import type { ScenarioStep } from '../contract/scenario.ts';

export type CompanionStep = Extract<ScenarioStep, { kind: 'companion' }>;

/**
 * Follows what clients ask companions along the document's scenarios, so that a status asked after a stop says
 * "stopped": the only state that a mock can know is the one that somebody wrote down.
 */
export interface Conversation {
  /**
   * The step that this request is: the next one of a scenario, or the first of one that begins anew. A request
   * that is neither gets what its companion answered last.
   */
  asked(operation: OperationId): CompanionStep | undefined;
}

interface Progress {
  readonly steps: readonly CompanionStep[];
  next: number;
  /** How often the step at `next` was asked already. */
  times: number;
}

export function createConversation(contract: Contract): Conversation {
  const all = contract.scenarios
    .map(({ steps }): Progress => ({ steps: steps.filter(isCompanionStep), next: 0, times: 0 }))
    .filter(({ steps }) => steps.length > 0);
  const last = new Map<OperationId, CompanionStep>();
  return {
    asked(operation) {
      let found: { step: CompanionStep; at: number } | undefined;
      for (const progress of all) {
        const at = advance(progress, operation);
        const step = at === undefined ? undefined : progress.steps[at];
        // Of several scenarios that wait for this request, the one that is furthest on is being played.
        if (step !== undefined && at !== undefined && (found === undefined || at > found.at))
          found = { step, at };
      }
      if (found === undefined) return last.get(operation);
      last.set(operation, found.step);
      return found.step;
    },
  };
}

/** Which step of the scenario the request is. */
function advance(progress: Progress, operation: OperationId): number | undefined {
  const waiting = progress.steps[progress.next];
  const at =
    waiting?.operation === operation
      ? progress.next
      : progress.steps[0]?.operation === operation
        ? 0
        : undefined;
  if (at === undefined) return undefined;
  progress.times = at === progress.next ? progress.times + 1 : 1;
  progress.next = at;
  if (progress.times >= (progress.steps[at]?.repeat ?? 1)) {
    progress.next = at + 1;
    progress.times = 0;
  }
  return at;
}

function isCompanionStep(step: ScenarioStep): step is CompanionStep {
  return step.kind === 'companion';
}
