import type { Contract } from '../../contract/contract.ts';
import type { JsonReport } from '../../report/json.ts';
import type { CaseResult, Outcome } from '../../result/result.ts';

/** A report of `verify`, and what it has to do with this document. */
export interface Verified {
  readonly report: JsonReport;
  /** It is about a document of another title or version: what it says of this one is to be taken with care. */
  readonly isOther: boolean;
  ofEndpoint(id: string): Tally | undefined;
  ofOperation(endpoint: string, operation: string): Tally | undefined;
  ofCompanion(id: string): Tally | undefined;
  ofScenario(name: string): Tally | undefined;
}

export interface Tally {
  /** The gravest of its cases. */
  readonly outcome: Outcome;
  readonly cases: readonly CaseResult[];
}

export function createVerified(contract: Contract, report: JsonReport): Verified {
  const { title, version } = report.contract;
  const known = report.cases.filter(({ known: accepted }) => accepted !== true);
  const tally = (belongs: (one: CaseResult) => boolean): Tally | undefined => {
    const cases = known.filter(belongs);
    const outcome = GRAVITY.find((one) => cases.some(({ finding }) => finding.outcome === one));
    return outcome === undefined ? undefined : { outcome, cases };
  };
  const covers = (one: CaseResult, promise: RegExp | string): boolean =>
    one.covers.some((id) => (typeof promise === 'string' ? id === promise : promise.test(id)));
  return {
    report,
    isOther: title !== contract.title || version !== contract.version,
    ofEndpoint: (id) => tally(({ endpoint }) => endpoint === id),
    ofOperation: (endpoint, operation) =>
      tally(
        (one) =>
          one.endpoint === endpoint &&
          one.covers.some((id) =>
            KINDS.some((kind) => {
              const whole = `${endpoint}:${kind}.${operation}`;
              return id === whole || id.startsWith(`${whole}.`);
            }),
          ),
      ),
    ofCompanion: (id) => tally(({ companion }) => companion === id),
    ofScenario: (name) => tally((one) => covers(one, `scenario:${name}`)),
  };
}

/** What promises of an operation are called: `contract/promises.ts`. */
const KINDS = ['request', 'close', 'push', 'cadence', 'stop'] as const;

const GRAVITY: readonly Outcome[] = ['failed', 'warned', 'passed', 'observed', 'not-observed', 'skipped'];
