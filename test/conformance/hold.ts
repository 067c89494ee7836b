import { describe, expect, test } from 'vitest';
import { CASES, type ConformanceAdapter, describeConformance, runCase } from '../../src/conformance/index.ts';
import { vitestTimers } from './vitest-timers.ts';

/** All that an adapter can, it does; and what it says that it cannot, it really cannot. */
export function holdToConformance(adapter: ConformanceAdapter): void {
  // What it lacks is no skipped test: it is one of its own, below, and a line of the capability table.
  const held = Object.assign((title: string, run: () => Promise<void>) => test(title, run), { skip() {} });
  describeConformance(adapter, { describe, test: held, timers: vitestTimers });
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
