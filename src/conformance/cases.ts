import { companionCases } from './cases/companions.ts';
import { connectionCases } from './cases/connections.ts';
import { exchangeCases } from './cases/exchange.ts';
import { faultCases } from './cases/faults.ts';
import { handshakeCases } from './cases/handshake.ts';
import { streamCases } from './cases/streams.ts';
import { verbCases } from './cases/verbs.ts';
import type { ConformanceCase } from './conformance-case.ts';

/** What every transport does alike. */
export const CASES: readonly ConformanceCase[] = [
  ...handshakeCases,
  ...exchangeCases,
  ...streamCases,
  ...connectionCases,
  ...verbCases,
  ...faultCases,
  ...companionCases,
];
