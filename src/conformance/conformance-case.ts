import type { MockVerbs } from '../mock/verbs.ts';
import type { AdapterOptions, ConformanceMock, FakeTimers } from './adapter.ts';
import type { Capability } from './capability.ts';

/** One thing that every transport does alike. */
export interface ConformanceCase {
  /** `exchange/reply` */
  readonly id: string;
  readonly title: string;
  /** What a transport must be able to do for it. Absent: nothing that any of them lacks. */
  readonly needs?: readonly Capability[];
  /** How the mock is started. Nothing is pushed by itself unless `push` says so. */
  readonly options?: AdapterOptions;
  /** Throws where the transport does not conform. */
  run(stage: Stage): Promise<void>;
}

export interface Stage {
  readonly at: ConformanceMock;
  readonly mock: MockVerbs;
  /** There for cases that need `fake-timers`: installed before the mock was started. */
  readonly timers: FakeTimers | undefined;
}
