import { CountersignError } from '../errors/countersign-error.ts';
import type { HandshakeAttempt, HandshakeJudgement } from '../rules/handshake-attempt.ts';
import type { HandshakeDecision } from './engine.ts';
import type { Fault } from './faults/fault.ts';
import { askedFaults, FAULT_PARAMETER, faultsAt, ignoredBy } from './faults/session-faults.ts';
import { whoHandsOut } from './hands-out.ts';
import type { World } from './world.ts';

type Refusal = Extract<HandshakeJudgement, { kind: 'refuse' }>;

/** What the rules say about a handshake, and what the faults make of it. */
export function decideHandshake(world: World, attempt: HandshakeAttempt, at: number): HandshakeDecision {
  const asked = world.allowQueryFaults ? readAsked(attempt) : { attempt, faults: [] };
  if ('kind' in asked) return asked;
  const judge = (faults: readonly Fault[]): HandshakeJudgement =>
    world.judge(asked.attempt, {
      connections: (endpoint) => countSessions(world, endpoint.id),
      credential: (scheme, value) => world.credentials.state(scheme, value, at),
      ignores: ignoredBy(faults),
    });
  const everywhere = [...faultsAt(world.faults, undefined), ...asked.faults];
  const first = judge(everywhere);
  // Which endpoint it is, and so which faults are committed there, only the judgement tells.
  const here =
    first.endpoint === undefined
      ? everywhere
      : [...faultsAt(world.faults, first.endpoint.id), ...asked.faults];
  const judgement = here.length > everywhere.length && first.kind === 'refuse' ? judge(here) : first;
  let decision: HandshakeDecision =
    judgement.kind === 'accept'
      ? { kind: 'accept', judgement }
      : { kind: 'refuse', judgement: withSource(world, judgement), form: judgement.form };
  for (const fault of here) {
    const next: HandshakeDecision = fault.handshake?.(decision, asked.attempt, world) ?? decision;
    if (next !== decision) decision = byFault(decision, next, fault.name);
  }
  return decision;
}

function byFault(before: HandshakeDecision, after: HandshakeDecision, fault: string): HandshakeDecision {
  if (after.kind === 'accept') return after;
  if (after.kind === 'hang' || before.kind === 'refuse') return { ...after, fault };
  return { ...after, fault, guard: 'fault' };
}

/** Only the mock knows that no other credential will do than one that it hands out itself. */
function withSource(world: World, refusal: Refusal): Refusal {
  const { guard, endpoint, remedy } = refusal;
  if (guard !== 'credentials' || endpoint === undefined) return refusal;
  return { ...refusal, remedy: `${remedy}${whoHandsOut(world.contract, endpoint)}` };
}

/** A handshake that asks for a fault that there is none of is refused: else a test would pass for nothing. */
function readAsked(
  attempt: HandshakeAttempt,
): ReturnType<typeof askedFaults> | Extract<HandshakeDecision, { kind: 'refuse' }> {
  try {
    return askedFaults(attempt);
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const form = { status: 400 };
    const reason = `In ?${FAULT_PARAMETER}=: ${error.message}`;
    const remedy = error.fix ?? 'Leave it out.';
    return { kind: 'refuse', form, judgement: { kind: 'refuse', guard: 'query', form, reason, remedy } };
  }
}

function countSessions(world: World, endpoint: string): number {
  let count = 0;
  for (const session of world.sessions.values()) if (session.endpoint.id === endpoint) count += 1;
  return count;
}
