import type { ConformanceAdapter, FakeTimers } from './adapter.ts';
import { CASES } from './cases.ts';
import { reasonToSkip, runCase } from './run-case.ts';

/** What of a test runner is needed; vitest's and `node:test`'s `describe` and `test` will do. */
export interface TestRunner {
  describe(title: string, define: () => void): unknown;
  test: TestFunction & { skip: TestFunction };
  /** Absent: the cases with fake timers are skipped. */
  timers?: FakeTimers;
}

type TestFunction = (title: string, run: () => Promise<void>) => unknown;

/** A test for each case; what the transport cannot do is skipped, with the reason in its title. */
export function describeConformance(
  adapter: ConformanceAdapter,
  { describe, test, timers }: TestRunner,
): void {
  describe(`${adapter.name} behaves as every transport does`, () => {
    for (const one of CASES) {
      const reason = reasonToSkip(adapter, one, timers);
      if (reason === undefined) test(`${one.id}: ${one.title}`, () => runCase(adapter, one, timers));
      else test.skip(`${one.id}: ${one.title} (${reason})`, () => Promise.resolve());
    }
  });
}
