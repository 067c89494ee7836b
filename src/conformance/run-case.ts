import { contractFrom } from '../contract/contract-json.ts';
import type { ConformanceAdapter, FakeTimers } from './adapter.ts';
import type { ConformanceCase } from './conformance-case.ts';
import contract from './contract.json' with { type: 'json' };

/** Why a case is not run: the first thing that the transport cannot do. `undefined`: it is run. */
export function reasonToSkip(
  { lacks }: Pick<ConformanceAdapter, 'lacks'>,
  { needs = [] }: Pick<ConformanceCase, 'needs'>,
  timers?: FakeTimers,
): string | undefined {
  const missing = needs.find((capability) => lacks[capability] !== undefined);
  if (missing !== undefined) return lacks[missing];
  const wantsTimers = needs.includes('fake-timers') && timers === undefined;
  return wantsTimers ? 'No fake timers were handed over.' : undefined;
}

/** Runs a case on a mock of its own. Rejects where the transport does not conform, with `NotConforming`. */
export async function runCase(
  adapter: ConformanceAdapter,
  one: ConformanceCase,
  timers?: FakeTimers,
): Promise<void> {
  const isFaked = one.needs?.includes('fake-timers') === true;
  if (isFaked) timers?.install();
  try {
    const at = await adapter.start(contractFrom(contract), { push: 'off', ...one.options });
    try {
      await one.run({ at, mock: at.mock, timers: isFaked ? timers : undefined });
    } finally {
      await at.stop();
    }
  } finally {
    if (isFaked) timers?.restore();
  }
}
