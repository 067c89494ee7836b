import type { CaseResult, Result } from '../result/result.ts';

/** A case as hooks know it. */
export interface HookCase {
  readonly key: string;
  readonly check: string;
  readonly title: string;
  readonly endpoint?: string;
  readonly companion?: string;
}

type Awaitable<T> = T | Promise<T>;

/** What a project does around a run: to fill a database, to count, to clean up. */
export interface VerifyHooks {
  /** Before anything is asked of the backend. An error ends the run. */
  before?(): Awaitable<void>;
  /** When the run is over, however it ended; without a result where it was broken off by an error. */
  after?(result: Result | undefined): Awaitable<void>;
  /** An error skips the case, and is its reason. */
  beforeCase?(one: HookCase): Awaitable<void>;
  afterCase?(result: CaseResult): Awaitable<void>;
}

/**
 * Brings the backend into the state that some cases need. The name is that of a scenario, an endpoint, a companion, a
 * check, an area or a case, as with `--only`.
 */
export type ProviderStates = Readonly<Record<string, (one: HookCase) => Awaitable<void>>>;
