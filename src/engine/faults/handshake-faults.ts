import type { Contract } from '../../contract/contract.ts';
import type { HandshakeDecision } from '../engine.ts';
import { type FaultKind, plain } from './fault-kind.ts';
import { presentEndpoints } from './promised.ts';

const hasAllowList = (contract: Contract): boolean =>
  presentEndpoints(contract).some(({ handshake }) => Array.isArray(handshake.origins?.value));

/** Faults of the opening handshake. */
export const handshakeFaults: readonly FaultKind[] = [
  plain('wrong-status', {
    title: 'Refuses with a status that the document does not name.',
    breaks: (contract) => {
      if (Object.keys(contract.unknownPath).length > 0) return 'handshake.unknown-path';
      const refusesOrigin = presentEndpoints(contract).some(
        ({ handshake }) => handshake.refuse.origin !== undefined && Array.isArray(handshake.origins?.value),
      );
      return refusesOrigin ? 'origin.foreign' : undefined;
    },
    // 418 (RFC 9110 §15.5.19) is reserved and promised by nobody.
    handshake: (decision) => (decision.kind === 'refuse' ? { ...decision, form: { status: 418 } } : decision),
  }),
  plain('refuse-handshake', {
    title: 'Refuses every handshake with 403.',
    breaks: (contract) => (presentEndpoints(contract).length > 0 ? 'handshake.accept' : undefined),
    handshake: (decision) => refused(decision, 403, 'refuse-handshake'),
  }),
  {
    name: 'refuse',
    parameters: [{ name: 'status', type: 'status', default: 503 }],
    examples: ['refuse-401', 'refuse-403', 'refuse-404', 'refuse-429', 'refuse-503'],
    make: ({ status = 503 }) => ({
      title: `Refuses every handshake with ${status}.`,
      // RFC 6585 §4: whoever gets a 429 is to stop asking, and `verify` does.
      breaks: (contract) =>
        presentEndpoints(contract).length > 0 && status !== 429 ? 'handshake.accept' : undefined,
      handshake: (decision) => refused(decision, status, `refuse-${status}`),
    }),
  },
  plain('silent-handshake', {
    title: 'Never answers a handshake.',
    breaks: (contract) => {
      if (presentEndpoints(contract).length > 0) return 'handshake.accept';
      return contract.endpoints.length > 0 ? 'handshake.absent' : undefined;
    },
    handshake: () => ({ kind: 'hang' }),
  }),
  plain('any-origin', {
    title: 'Accepts every Origin.',
    breaks: (contract) => (hasAllowList(contract) ? 'origin.foreign' : undefined),
    ignores: ['origin'],
  }),
  plain('no-origin-needed', {
    title: 'Accepts a handshake without Origin.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ handshake }) => handshake.missingOrigin?.value === 'reject')
        ? 'origin.missing'
        : undefined,
    ignores: ['missing-origin'],
  }),
  plain('any-path', {
    title: 'Accepts a handshake at every path.',
    breaks: (contract) => {
      if (contract.endpoints.some((endpoint) => endpoint.absent !== undefined)) return 'handshake.absent';
      return Object.keys(contract.unknownPath).length > 0 ? 'handshake.unknown-path' : undefined;
    },
    ignores: ['path'],
  }),
  plain('any-query', {
    title: 'Accepts a handshake without its required query parameters.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ handshake }) => handshake.query.some((field) => field.required))
        ? 'handshake.query-missing'
        : undefined,
    ignores: ['query'],
  }),
  plain('any-credential', {
    title: 'Accepts a handshake with any credential, or none.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ handshake }) =>
        handshake.credentials.some(({ anyOf }) => anyOf.every(({ carrier }) => carrier.in !== 'elsewhere')),
      )
        ? 'credentials.missing'
        : undefined,
    ignores: ['credentials'],
  }),
  plain('no-expiry', {
    title: 'Keeps a connection open though its credential has expired.',
    breaks: (contract) =>
      presentEndpoints(contract).some(({ handshake }) => handshake.expiry !== undefined)
        ? 'credentials.expiry'
        : undefined,
    keepExpired: true,
  }),
];

/** What would be accepted is refused; what is refused anyway stays as it is. */
function refused(decision: HandshakeDecision, status: number, fault: string): HandshakeDecision {
  if (decision.kind !== 'accept') return decision;
  const form = { status };
  return {
    kind: 'refuse',
    form,
    judgement: {
      kind: 'refuse',
      guard: 'path',
      form,
      reason: `The fault "${fault}" is on.`,
      remedy: 'Switch it off.',
      endpoint: decision.judgement.endpoint,
    },
  };
}
