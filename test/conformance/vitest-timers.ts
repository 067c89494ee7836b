import { vi } from 'vitest';
import type { FakeTimers } from '../../src/conformance/index.ts';

/** vitest's own: whoever tests a frontend uses these. */
export const vitestTimers: FakeTimers = {
  install: () => void vi.useFakeTimers(),
  advance: (ms) => vi.advanceTimersByTimeAsync(ms),
  restore: () => void vi.useRealTimers(),
};
