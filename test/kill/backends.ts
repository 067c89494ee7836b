import { loadContract } from '../../src/load/load-contract.ts';
import { verify } from '../../src/verify/verify.ts';
import type { Profile } from '../../src/verify/verify-options.ts';
import type { GoodBackend } from '../backends/good-backend.ts';
import { alarms, sentence } from './faults.ts';

export const PROFILES: readonly Profile[] = ['default', 'deep', 'safe'];

/** Everything that is red or yellow against a backend that keeps its contract, but for what is true of it. */
export async function falseAlarms(backend: GoodBackend, profile: Profile): Promise<readonly string[]> {
  const { contract } = await loadContract(backend.document);
  const running = await backend.start();
  try {
    const result = await verify(contract, { targets: [running.target], profile, ...backend.options });
    const bugs = result.cases.filter(({ finding }) => finding.message.includes('bug in Countersign'));
    const { known = [] } = backend;
    return [...alarms(result, ['failed', 'warned']), ...bugs]
      .filter(({ finding, check }) => finding.outcome !== 'warned' || !known.includes(check))
      .map(sentence);
  } finally {
    await running.stop();
  }
}
