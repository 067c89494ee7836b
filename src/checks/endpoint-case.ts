import type { Endpoint } from '../contract/endpoint.ts';
import type { Basis } from '../contract/promise.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { Finding } from '../result/result.ts';
import type { Opening, RequestStep, Script } from '../script/script.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { CheckCase, Unready } from './check.ts';

/** What a case is about, before it has a script. */
export interface CaseHead {
  readonly name: string;
  readonly title: string;
  readonly basis: Basis | 'none';
  readonly endpoint?: string;
  readonly companion?: string;
  readonly server?: string;
  readonly serial?: boolean;
  readonly at: SourceLocation;
  readonly covers: readonly string[];
}

/** A case about a whole endpoint that is judged by the protocol. */
export function protocolHead(endpoint: Endpoint, title: string, name: string = endpoint.id): CaseHead {
  return { name, title, basis: 'protocol', endpoint: endpoint.id, at: endpoint.at, covers: [] };
}

/** A case that runs. */
export function runnable(
  head: CaseHead,
  script: Script,
  judge: (transcript: Transcript) => Finding,
): CheckCase {
  return { ...head, script, judge };
}

/** A case that cannot run, with the finding that says why. */
export function unrunnable(head: CaseHead, finding: Finding): CheckCase {
  return { ...head, script: undefined, unrun: finding, judge: () => finding };
}

/** A case whose handshake or request cannot be made. */
export function unready(head: CaseHead, why: Unready): CheckCase {
  return unrunnable(head, { outcome: 'skipped', message: why.unready, remedy: why.remedy });
}

export function isUnready(value: Opening | RequestStep | Unready): value is Unready {
  return 'unready' in value;
}

/** A promise that takes longer than the runner's patience. */
export function needsPatience(ms: number): Finding {
  const needed = `${Math.ceil(ms / 100) / 10} s`;
  return {
    outcome: 'not-observed',
    message: `It needs ${needed}, and the runner waits no longer than its patience.`,
    remedy: `--patience ${Math.ceil(ms / 1000)}s or --thorough`,
  };
}

/** The endpoints that are there to be connected to. */
export function presentEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.filter(({ absent }) => absent === undefined);
}
