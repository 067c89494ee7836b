import type { CheckContext } from '../checks/check.ts';
import type { ClientAnswers } from '../checks/client-answers.ts';
import { type Linger, runScript } from '../dial/run-script.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import type { CaseResult, Finding } from '../result/result.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { Span } from './attach-log.ts';
import { caseTransport } from './case-transport.ts';
import { type CredentialStore, NoCredential } from './credential-store.ts';
import { fillScript } from './fill-credentials.ts';
import type { HookCase, ProviderStates, VerifyHooks } from './hooks.ts';
import { isMeant, type PlannedCase } from './plan.ts';
import type { RateGate } from './rate-gate.ts';
import type { Secrets } from './secrets.ts';
import type { Profile, Unreached } from './verify-options.ts';
import { wordsOfRun } from './words-of-run.ts';

/** What all cases of a run share. */
export interface Run {
  readonly context: CheckContext;
  /** What a connection answers to a server that asks; `undefined`: no server of this contract does. */
  readonly answers: ClientAnswers | undefined;
  readonly store: CredentialStore;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly unreached: Unreached | undefined;
  readonly signal: AbortSignal | undefined;
  /** The time of the run, in ms, where it is over. */
  timedOut(): number | undefined;
  /** Why it was ended for the backend's sake. */
  stopped(): string | undefined;
  /** What a case must pass before it knocks. */
  readonly gate: RateGate;
  readonly profile: Profile;
  readonly stopBackend?: (within: number) => Promise<boolean>;
  readonly hooks?: VerifyHooks;
  readonly states?: ProviderStates;
  /** How long connections stay open after their conversation. Default: not at all. */
  readonly linger?: Linger;
  /** Told when what a transcript holds began and ended, by the clock. */
  onSpan?(transcript: Transcript, span: Span): void;
  transportOf(server: string | undefined): Transport;
}

/** Runs one case, and judges it. Never rejects: an error of ours is a finding that says so. */
export async function runCase(one: PlannedCase, run: Run): Promise<CaseResult> {
  const unready = await prepareCase(one, run);
  if (unready === undefined && run.unreached === undefined && !isInterrupted(run))
    await run.gate.pass(knocksOf(one));
  const from = run.clock.now();
  const { finding, transcript } =
    unready === undefined ? await findingOf(one, run) : { finding: unready, transcript: undefined };
  if (transcript !== undefined) run.onSpan?.(transcript, { from, to: run.clock.now() });
  const { endpoint, companion, title, basis, at, covers } = one.case;
  const result: CaseResult = {
    key: one.key,
    check: one.check.id,
    about: one.check.title,
    title,
    basis,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(companion === undefined ? {} : { companion }),
    at,
    finding: run.secrets.redactFinding(bindingIn(run.profile, finding, basis)),
    covers,
    duration: Math.round(run.clock.now() - from),
    ...(transcript === undefined ? {} : { transcript }),
  };
  await run.hooks?.afterCase?.(result);
  return result;
}

/** How many handshakes and requests it sends. */
function knocksOf({ case: { script } }: PlannedCase): number {
  return script?.steps.filter((step) => step.do === 'connect' || step.do === 'request').length ?? 0;
}

/** `--profile protocol` makes the RFC a promise. */
function bindingIn(profile: Profile, finding: Finding, basis: CaseResult['basis']): Finding {
  const isBreach = finding.outcome === 'warned' && (finding.basis ?? basis) === 'protocol';
  return profile === 'protocol' && isBreach ? { ...finding, outcome: 'failed' } : finding;
}

/** What the project does before the case. Returns why it cannot be tried. */
async function prepareCase(one: PlannedCase, run: Run): Promise<Finding | undefined> {
  const { hooks, states = {} } = run;
  if (run.unreached !== undefined || isInterrupted(run) || one.case.script === undefined) return undefined;
  const known: HookCase = hookCaseOf(one);
  try {
    for (const [name, enter] of Object.entries(states)) if (isMeant(one, name)) await enter(known);
    await hooks?.beforeCase?.(known);
    return undefined;
  } catch (error) {
    return {
      outcome: 'skipped',
      message: `Not tried: what the configuration does before it failed: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Mend the state or the hook in the configuration.',
    };
  }
}

function hookCaseOf({ key, check, case: one }: PlannedCase): HookCase {
  return {
    key,
    check: check.id,
    title: one.title,
    ...(one.endpoint === undefined ? {} : { endpoint: one.endpoint }),
    ...(one.companion === undefined ? {} : { companion: one.companion }),
  };
}

async function findingOf(
  one: PlannedCase,
  run: Run,
): Promise<{ readonly finding: Finding; readonly transcript?: Transcript }> {
  if (run.unreached !== undefined)
    return {
      finding: {
        outcome: 'skipped',
        message: `Not run: ${run.unreached.cause}`,
        remedy: run.unreached.remedy,
      },
    };
  if (isInterrupted(run)) return { finding: notRun(run) };
  const { script } = one.case;
  if (script === undefined)
    return { finding: one.case.unrun ?? bug(one, new Error('a case without a script says nothing')) };
  let transcript: Transcript;
  try {
    const filled = await fillScript(script, run.store.obtain);
    transcript = await runScript(
      filled,
      caseTransport(one.case, run.transportOf, run.context.contract),
      run.clock,
      {
        ...wordsOfRun(run, script),
        redact: run.secrets.redact,
        ...(run.stopBackend === undefined ? {} : { stop: run.stopBackend }),
        ...(run.signal === undefined ? {} : { signal: run.signal }),
        ...(run.linger === undefined ? {} : { linger: run.linger }),
      },
    );
  } catch (error) {
    if (error instanceof NoCredential)
      return {
        finding: {
          outcome: 'skipped',
          message: `Not tried: the credential could not be had: ${error.message}.`,
          remedy: 'See http.companion.',
        },
      };
    return { finding: bug(one, error) };
  }
  if (isInterrupted(run)) return { finding: notRun(run), transcript };
  try {
    return { finding: one.case.judge(transcript), transcript };
  } catch (error) {
    return { finding: bug(one, error), transcript };
  }
}

export function isInterrupted({ signal }: Pick<Run, 'signal'>): boolean {
  return signal?.aborted === true;
}

function notRun(run: Run): Finding {
  const stopped = run.stopped();
  if (stopped !== undefined)
    return {
      outcome: 'skipped',
      message: `Not run: ${stopped}.`,
      remedy: 'Be gentler: --rate, --concurrency.',
    };
  return run.timedOut() === undefined
    ? { outcome: 'skipped', message: 'Not run: the run was interrupted.', remedy: 'Run it again.' }
    : {
        outcome: 'skipped',
        message: 'Not run: the time of the run was over.',
        remedy: 'Give it more: --timeout.',
      };
}

/** An error of ours is not the backend's: it is shown, and never counts as broken. */
export const BUG = 'bug in Countersign';

function bug(one: PlannedCase, error: unknown): Finding {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    outcome: 'skipped',
    message: `This is a ${BUG}, not in your backend: the check "${one.check.id}" failed to judge.`,
    received: text.split('\n').slice(0, 4).join(' '),
    remedy: 'Please report it, with this text.',
  };
}
