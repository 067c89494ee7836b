import { type FaultKind, plain } from './fault-kind.ts';

/** Faults of the HTTP companions. */
export const companionFaults: readonly FaultKind[] = [
  plain('companion-error', {
    title: 'Answers every companion with 500.',
    breaks: (contract) => (contract.companions.length > 0 ? 'http.companion' : undefined),
    answer: (answer) => ({ ...answer, status: 500, body: '{"error":"the fault companion-error is on"}' }),
  }),
  plain('no-cors', {
    title: 'Sends no CORS headers.',
    breaks: (contract) =>
      contract.companions.some(({ cors }) => Array.isArray(cors?.value.origins)) ? 'http.cors' : undefined,
    answer: (answer) => ({
      ...answer,
      headers: answer.headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-')),
    }),
  }),
];
