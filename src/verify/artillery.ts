/**
 * `countersign/artillery`: what a generated load test for Artillery is made of. Each virtual user has one conversation of the
 * document with the backend, and the rules of the contract judge it.
 */
import { CHECKS } from '../checks/checks.ts';
import type { Contract } from '../contract/contract.ts';
import { type ContractJson, contractFrom } from '../contract/contract-json.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { CaseResult } from '../result/result.ts';
import type { CredentialProvider } from './credential-store.ts';
import { type OpenRun, openRun } from './open-run.ts';
import type { PlannedCase } from './plan.ts';
import { planOffline } from './plan-offline.ts';
import { isAlone } from './run-all.ts';
import { runCase } from './run-case.ts';

export type { ContractJson } from '../contract/contract-json.ts';

export interface LoadTestOptions {
  /** `ws://host:port`, or several `server=url`. */
  readonly target: string | readonly string[];
  /** Security scheme → credential, or what gets one. Those that the document issues are fetched as it says. */
  readonly credentials?: Readonly<Record<string, string | CredentialProvider>>;
  /** Default: the first origin that the endpoint allows, else the target's own. */
  readonly origin?: string;
  /** Take a TLS certificate that does not verify. */
  readonly insecure?: boolean;
}

/** What Artillery hands to a function of a scenario. */
export interface ArtilleryEvents {
  emit(event: 'counter' | 'histogram', name: string, value: number): unknown;
}

/** A step of an Artillery scenario. Rejects where the backend broke the contract: the virtual user has then failed. */
export type VirtualUser = (context: unknown, events: ArtilleryEvents) => Promise<void>;

export interface LoadTest {
  /**
   * Has the conversation of that key. How long its replies take goes to `countersign.reply_time.<metric>`; where the
   * document promises a time, to `countersign.reply_time.within_<ms>`, too.
   */
  user(key: string, metric: string, within?: number): VirtualUser;
}

/** A conversation that virtual users can have. */
export interface Conversation {
  readonly key: string;
  readonly title: string;
  /** Promises of the contract that it is about. */
  readonly covers: readonly string[];
}

/** Of the whole document; the others only where an endpoint has none of these. */
const CONVERSATIONS: ReadonlySet<string> = new Set(['scenario.run', 'exchange.reply']);
const INSTEAD: readonly string[] = ['stream.event', 'stream.greeting', 'handshake.accept'];
const OWN = CHECKS.filter(({ id }) => CONVERSATIONS.has(id) || INSTEAD.includes(id));

/** What a load test of this contract consists of: what can be said by many at once, and by whom the document lets in. */
export function conversationsOf(
  contract: Contract,
  credentials: readonly string[] = [],
): readonly Conversation[] {
  const given = Object.fromEntries(credentials.map((name) => [name, '']));
  const planned = planOffline(contract, { checks: OWN, credentials: given }).filter(isPlayable);
  const chosen = planned.filter(({ check }) => CONVERSATIONS.has(check.id));
  const endpoints = new Set(chosen.map(({ case: { endpoint } }) => endpoint));
  for (const id of INSTEAD) {
    const more = planned.filter((one) => one.check.id === id && !endpoints.has(one.case.endpoint));
    chosen.push(...more);
    for (const { case: own } of more) endpoints.add(own.endpoint);
  }
  return chosen.map(({ key, case: { title, covers } }) => ({ key, title, covers }));
}

function isPlayable(one: PlannedCase): boolean {
  const { script, endpoint, covers } = one.case;
  return script !== undefined && endpoint !== undefined && covers.length > 0 && !isAlone(one);
}

/**
 * A load test of a contract. The backend is asked for nothing before the first virtual user comes.
 * @throws CountersignError `contract.invalid`
 */
export function loadTest(json: ContractJson, options: LoadTestOptions): LoadTest {
  const contract = contractFrom(json);
  let opened: Promise<OpenRun> | undefined;
  const told = new Set<string>();
  const open = async (): Promise<OpenRun> => {
    const { target, ...rest } = options;
    // How many come, and when, is Artillery's to decide.
    const run = await openRun(contract, {
      ...rest,
      targets: [target].flat(),
      checks: OWN,
      rate: Number.POSITIVE_INFINITY,
    });
    if (run.unreached === undefined) return run;
    throw new CountersignError('target.unreachable', run.unreached.cause, { fix: run.unreached.remedy });
  };
  return {
    user(key, metric, within) {
      return async (_context, events) => {
        opened ??= open();
        const run = await opened;
        const one = run.planned.find((planned) => planned.key === key);
        if (one === undefined) throw new Error(`${metric} was not planned: generate the load test anew`);
        const result = await runCase(one, run);
        const metrics = within === undefined ? [metric] : [metric, `within_${within}`];
        report(result, one, metrics, events);
        const { outcome, message } = result.finding;
        const isBroken = outcome === 'failed';
        events.emit('counter', 'countersign.broken', isBroken ? 1 : 0);
        events.emit('counter', 'countersign.skipped', outcome === 'skipped' ? 1 : 0);
        if (!isBroken && outcome !== 'skipped') return;
        if (!told.has(message)) console.error(`countersign: ${key}: ${message}`);
        told.add(message);
        throw new Error(`${metric} ${isBroken ? 'broken' : 'skipped'}`);
      };
    },
  };
}

/** How long the handshake took, and each wait for what the server says: where the client says something, from then on. */
function report(
  { transcript }: CaseResult,
  { case: { script } }: PlannedCase,
  metrics: readonly string[],
  events: ArtilleryEvents,
): void {
  const steps = script?.steps ?? [];
  const asked = steps.findIndex((step) => step.do === 'send');
  for (const [index, step] of steps.entries()) {
    const record = transcript?.steps[index];
    if (record === undefined || record.fulfilled === false) continue;
    const ms = record.to - record.from;
    if (step.do === 'connect') events.emit('histogram', 'countersign.connect_time', ms);
    if (step.do !== 'expect' || index < asked) continue;
    for (const metric of metrics) events.emit('histogram', `countersign.reply_time.${metric}`, ms);
  }
}
