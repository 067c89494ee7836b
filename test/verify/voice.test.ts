import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { exitCodeOf } from '../../src/result/exit-code.ts';
import type { Result } from '../../src/result/result.ts';
import { verify } from '../../src/verify/verify.ts';
import { backendMissing, startBackend } from '../support/backend.ts';

const DOCUMENT = fileURLToPath(new URL('../../fixtures/voice/asyncapi.yaml', import.meta.url));

/** Ways of being broken, and the check that must find each; nothing else may be red. All of them: test/stories. */
const BREAKS: readonly (readonly [fault: string, check: string])[] = [
  ['any-origin', 'origin.foreign'],
  ['missing-field', 'exchange.reply'],
];

const missing = backendMissing();

describe.skipIf(missing !== undefined)('verify holds the real voice backend to its contract', () => {
  let contract: Contract;
  beforeAll(async () => {
    ({ contract } = await loadContract(DOCUMENT, { cache: false }));
  });

  async function hold(env: Readonly<Record<string, string>>): Promise<Result> {
    const backend = await startBackend('voice', { env });
    try {
      return await verify(contract, { targets: [backend.wsUrl], timing: { deadline: 1_500 } });
    } finally {
      await backend.stop();
    }
  }

  const red = ({ cases }: Result): readonly string[] => [
    ...new Set(
      cases
        .filter(({ finding }) => finding.outcome === 'failed' || finding.outcome === 'warned')
        .map(({ check }) => check),
    ),
  ];

  test.concurrent('mended: nothing red, every promise exercised', async () => {
    const result = await hold({});
    expect(red(result)).toEqual([]);
    expect(exitCodeOf(result)).toBe(0);
    expect(result.coverage.promises.filter(({ exercised }) => !exercised)).toEqual([]);
    expect(result.coverage.total).toBeGreaterThan(15);
  });

  test.concurrent.each(BREAKS)('BREAK=%s is found by %s, and nothing else is red', async (fault, check) => {
    const result = await hold({ BREAK: fault });
    expect(red(result)).toEqual([check]);
    expect(exitCodeOf(result)).toBe(1);
  });
});
