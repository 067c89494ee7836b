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
   * The step that this request is: the next one of a scenario, the one just played once more (another poll), a later
   * one when only reads are left out (fewer polls), or the first of one that begins anew. A request that is none of
   * these gets what its companion answered last.
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
  const reads = new Set(contract.companions.flatMap(({ id, method }) => (method === 'GET' ? [id] : [])));
  const all = contract.scenarios
    .map(({ steps }): Progress => ({ steps: steps.filter(isCompanionStep), next: 0, times: 0 }))
    .filter(({ steps }) => steps.length > 0);
  const last = new Map<OperationId, CompanionStep>();
  return {
    asked(operation) {
      let found: { step: CompanionStep; at: number } | undefined;
      for (const progress of all) {
        const at = advance(progress, operation, reads);
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
function advance(
  progress: Progress,
  operation: OperationId,
  reads: ReadonlySet<OperationId>,
): number | undefined {
  const { steps, next } = progress;
  if (steps[next]?.operation !== operation && steps[next - 1]?.operation === operation) return next - 1;
  const at = laterStep(progress, operation, reads) ?? (steps[0]?.operation === operation ? 0 : undefined);
  if (at === undefined) return undefined;
  progress.times = at === progress.next ? progress.times + 1 : 1;
  progress.next = at;
  if (progress.times >= (progress.steps[at]?.repeat ?? 1)) {
    progress.next = at + 1;
    progress.times = 0;
  }
  return at;
}

/** The next step that is this request, where nothing but reads stands before it: they change nothing. */
function laterStep(
  { steps, next }: Progress,
  operation: OperationId,
  reads: ReadonlySet<OperationId>,
): number | undefined {
  for (let at = next; at < steps.length; at += 1) {
    const step = steps[at];
    if (step?.operation === operation) return at;
    if (next === 0 || step === undefined || !reads.has(step.operation)) return undefined;
  }
  return undefined;
}

function isCompanionStep(step: ScenarioStep): step is CompanionStep {
  return step.kind === 'companion';
}
