import { describe, expect, test } from 'vitest';
import { CASES, type ConformanceAdapter, describeConformance, runCase } from '../../src/conformance/index.ts';
import { vitestTimers } from './vitest-timers.ts';

/** All that an adapter can, it does; and what it says that it cannot, it really cannot. */
export function holdToConformance(adapter: ConformanceAdapter): void {
  describeConformance(adapter, { describe, test, timers: vitestTimers });
  // A real socket under fake timers does not fail: it waits for ever.
  const lacking = CASES.filter(({ needs = [] }) =>
    needs.some((one) => one !== 'fake-timers' && adapter.lacks[one] !== undefined),
  );
  if (lacking.length === 0) return;
  describe(`${adapter.name} lacks what it says`, () => {
    for (const one of lacking) {
      test(one.id, async () => {
        await expect(runCase(adapter, one, vitestTimers)).rejects.toThrow();
      });
    }
  });
}
