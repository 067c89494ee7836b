import type { BackendRun, ClientRun, Knock, Setup, VerifyRun } from './variant.ts';

export const verified = (setup: Omit<VerifyRun, 'how'> = {}): VerifyRun => ({ how: 'verify', ...setup });
export const broken = (fault: string): VerifyRun => verified({ env: { BREAK: fault } });
export const client = (...command: readonly string[]): ClientRun => ({ how: 'client', command });
export const only = (setup: Setup = {}): BackendRun => ({ how: 'diagnose', ...setup });

/** `check/a`, `check/b`. */
export const allOf = (check: string, ...names: readonly string[]): readonly string[] =>
  names.map((name) => `${check}/${name}`);

/** The same knock by somebody who has no document. */
export const bare = (knock: Knock, other: Partial<Knock> = {}): Knock => ({
  ...knock,
  bare: true,
  ...other,
});
