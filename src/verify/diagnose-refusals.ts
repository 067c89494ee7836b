import { randomBytes } from 'node:crypto';
import { ACCEPTED } from '../checks/refusal.ts';
import type { Contract } from '../contract/contract.ts';
import { endpointOf } from '../contract/queries.ts';
import { endpointAt } from '../diagnose/knowledge.ts';
import { credentialParameters } from '../diagnose/openings.ts';
import { setQuery } from '../diagnose/query.ts';
import { passes, receptionOf } from '../diagnose/reception.ts';
import type { Credential, Place, Subject } from '../diagnose/subject.ts';
import { type ParsedTarget, parseTarget } from '../dial/parse-target.ts';
import { diagnose } from '../probe/diagnose.ts';
import { mapTexts } from '../probe/map-texts.ts';
import { transportTo } from '../probe/transport-to.ts';
import type { FindingVerdict, Verdict } from '../result/diagnosis.ts';
import type { CaseResult } from '../result/result.ts';
import type { Opening } from '../script/script.ts';
import { fillScript } from './fill-credentials.ts';
import type { OpenRun } from './open-run.ts';
import type { PlannedCase } from './plan.ts';
import { isInterrupted } from './run-case.ts';

/** Most openings of one run that are diagnosed: each takes up to 25 handshakes, one after the other. */
const OPENINGS = 6;
/** ms for all of them together. */
const WITHIN = 20_000;

export interface RefusalsOf {
  readonly contract: Contract;
  readonly run: OpenRun;
  readonly insecure: boolean;
}

/**
 * Asks, once the run is over, why each handshake failed that should have been accepted, and puts the verdict beside the
 * finding. Equal openings are asked about once. No outcome changes.
 */
export async function diagnoseRefusals(
  refusals: RefusalsOf,
  results: readonly CaseResult[],
): Promise<readonly CaseResult[]> {
  const { contract, run } = refusals;
  const began = run.clock.now();
  const known = new Map<string, FindingVerdict | undefined>();
  const told: CaseResult[] = [];
  for (const [index, result] of results.entries()) {
    const one = run.planned[index];
    const opening = one === undefined || !isRefused(result) ? undefined : await openingOf(one, run);
    if (one === undefined || opening === undefined) {
      told.push(result);
      continue;
    }
    const server = endpointOf(contract, result.endpoint ?? '')?.server;
    const key = JSON.stringify([server, opening]);
    const left = WITHIN - (run.clock.now() - began);
    if (!known.has(key) && known.size < OPENINGS && left > 0 && !isInterrupted(run))
      known.set(key, await verdictOn(refusals, server, opening, left));
    const verdict = known.get(key);
    told.push(verdict === undefined ? result : { ...result, finding: { ...result.finding, verdict } });
  }
  return told;
}

/** A handshake that should have been accepted, and was not. */
function isRefused({ check, finding, transcript }: CaseResult): boolean {
  const wanted = check === 'handshake.accept' || finding.expected === ACCEPTED;
  return (
    finding.outcome === 'failed' &&
    wanted &&
    transcript?.connections.a !== undefined &&
    !passes(receptionOf(transcript))
  );
}

/** The first opening of a case, with its credentials. */
async function openingOf({ case: { script } }: PlannedCase, run: OpenRun): Promise<Opening | undefined> {
  if (script === undefined) return undefined;
  try {
    const filled = await fillScript(script, run.store.obtain);
    const step = filled.steps.find(({ do: what }) => what === 'connect');
    return step?.do === 'connect' ? step.opening : undefined;
  } catch {
    // The credential cannot be had any more.
    return undefined;
  }
}

async function verdictOn(
  { contract, run, insecure }: RefusalsOf,
  server: string | undefined,
  opening: Opening,
  within: number,
): Promise<FindingVerdict> {
  const transport = run.transportOf(server);
  const place = parseTarget(transport.base);
  const subject = subjectOf(contract, run, place, opening);
  const credentials = await credentialsOf(contract, run);
  const { verdict } = await diagnose(subject, {
    insecure,
    // The run's own transport knows where the target's paths are.
    transport: (asked) => (isSame(asked, place) ? transport : transportTo(asked, insecure)),
    clock: run.clock,
    within,
    logIn: () => Promise.resolve({ credentials }),
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
  const command = commandFor(contract, subject, transport.base, insecure);
  return mapTexts({ ...shortened(verdict), command }, run.secrets.redact);
}

/** Why no TCP connection can be made: what listens instead, say. `undefined` where the contract has nothing to open. */
export async function diagnoseUnreached(refusals: RefusalsOf): Promise<FindingVerdict | undefined> {
  const { contract, run } = refusals;
  for (const { id, server, absent } of contract.endpoints) {
    const opening = run.context.opening(id, undefined, { identity: 'none' });
    if (absent === undefined && !('unready' in opening))
      return verdictOn(refusals, server, opening, WITHIN / 4);
  }
  return undefined;
}

function subjectOf(
  contract: Contract,
  run: OpenRun,
  { protocol, host, port }: ParsedTarget,
  opening: Opening,
): Subject {
  const { target, origin, subprotocols = [], headers = [] } = opening;
  const query = target.indexOf('?');
  return {
    place: { protocol, host, port },
    path: query < 0 ? target : target.slice(0, query),
    search: query < 0 ? '' : target.slice(query),
    ...(origin === undefined ? {} : { origin }),
    headers,
    subprotocols,
    credentials: [],
    contract,
    canLogIn: run.store.identities.length > 0,
    nonce: randomBytes(6).toString('hex'),
    now: Date.now(),
  };
}

/** Those that the run has: nobody logs in once more. */
async function credentialsOf(contract: Contract, { store }: OpenRun): Promise<readonly Credential[]> {
  const schemes = contract.endpoints.flatMap(({ handshake }) =>
    handshake.credentials.flatMap(({ anyOf }) => anyOf),
  );
  const found: Credential[] = [];
  for (const { name: owner, role, schemes: held } of store.identities)
    for (const scheme of held) {
      const carrier = schemes.find(({ name }) => name === scheme)?.carrier;
      if (carrier === undefined) continue;
      const value = await store.obtain({ scheme, identity: owner, fresh: false }).catch(() => undefined);
      if (value === undefined) continue;
      found.push({ scheme, carrier, value, owner, ...(role === undefined ? {} : { role }) });
    }
  return found;
}

function isSame(one: Place, other: Place): boolean {
  return one.protocol === other.protocol && one.host === other.host && one.port === other.port;
}

function shortened(verdict: Verdict): Omit<FindingVerdict, 'command'> {
  const { id, title, sentence, sure, why, candidates, fix, corrections } = verdict;
  if (id !== 'CONNECTED') return { id, title, sentence, sure, why, candidates, fix, corrections };
  return {
    ...{ id, title, sure, why, candidates, fix, corrections },
    sentence: 'The same handshake was accepted a moment later: it is refused now and then.',
  };
}

/** Without credentials: they are to be put in by whoever runs it. */
function commandFor(contract: Contract, subject: Subject, base: string, insecure: boolean): string {
  const { origin, path } = subject;
  const secret = new Set(credentialParameters(subject));
  const search = [...secret].reduce((left, name) => setQuery(left, name, undefined), subject.search);
  const schemes = (endpointAt(subject)?.handshake.credentials ?? []).flatMap(({ anyOf }) =>
    anyOf.slice(0, 1).map(({ name }) => name),
  );
  return [
    `countersign diagnose ${quoted(base + path + search)}`,
    ...(origin === undefined ? [] : [`--origin ${quoted(origin)}`]),
    `--document ${quoted(contract.file)}`,
    ...schemes.map((name) => `--credential ${quoted(`${name}=…`)}`),
    ...(insecure ? ['--insecure'] : []),
  ].join(' ');
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w@%+=:,./…-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
