import { exitCodeOf } from '../../src/result/exit-code.ts';
import type { Result } from '../../src/result/result.ts';
import { verify } from '../../src/verify/verify.ts';
import { contractOf } from './documents.ts';
import type { Found, Red } from './found.ts';
import type { OpenSystem } from './open-system.ts';
import type { VerifyRun } from './variant.ts';

/** Holds a backend that is up to its document. */
export async function runVerify(system: string, run: VerifyRun, { targets }: OpenSystem): Promise<Found> {
  return foundIn(await verify(await contractOf(system, run.document), { targets }));
}

function foundIn(result: Result): Found {
  const red = result.cases
    .filter(({ finding }) => finding.outcome === 'failed' || finding.outcome === 'warned')
    .map(({ key, finding }): Red => ({ key, text: `${finding.message} ${finding.received ?? ''}` }));
  const unreached = result.reached
    ? []
    : [{ key: 'unreached', text: result.unreached?.cause ?? 'not reached, and no cause is given' }];
  const verdicts = result.reached
    ? result.cases
        .filter(({ check, finding }) => check === 'handshake.accept' && finding.outcome === 'failed')
        .map(({ finding }) => finding.verdict?.id ?? 'none')
    : [result.unreached?.verdict?.id ?? 'none'];
  return {
    red: [...unreached, ...red],
    verdicts,
    report: JSON.stringify(result),
    exit: exitCodeOf(result),
  };
}
