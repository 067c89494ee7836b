import type { VerifyOptions } from '../../src/verify/verify-options.ts';

/** An honest server with an honest document: nothing that `verify` says against it may be untrue. */
export interface GoodBackend {
  readonly name: string;
  /** Path of its AsyncAPI document. */
  readonly document: string;
  /** What its author would put on the command line. */
  readonly options?: Pick<VerifyOptions, 'credentials' | 'origin'>;
  /** Checks whose warnings are true of it: it bends the RFC, as its make does. */
  readonly known?: readonly string[];
  /** Why it cannot be started here; `undefined` when it can. */
  missing(): string | undefined;
  start(): Promise<RunningBackend>;
}

export interface RunningBackend {
  /** For `--target`. */
  readonly target: string;
  stop(): Promise<void>;
}
