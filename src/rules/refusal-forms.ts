import type { HandshakePolicy, RefusalForm } from '../contract/handshake-policy.ts';
import type { HandshakeGuard } from './handshake-attempt.ts';

/**
 * How the mock refuses where the document does not say: the status that RFC 6455 §4.2.2 (404, 403), RFC 9110
 * §15 (401, 400, 503) give for that cause. `verify` demands none of them.
 */
const DEFAULTS: Readonly<Record<HandshakeGuard, RefusalForm>> = {
  path: { status: 404 },
  parameter: { status: 404 },
  'missing-origin': { status: 403 },
  origin: { status: 403 },
  query: { status: 400 },
  header: { status: 400 },
  subprotocol: { status: 400 },
  credentials: { status: 401 },
  role: { status: 403 },
  capacity: { status: 503 },
};

const REASONS: Readonly<Record<HandshakeGuard, keyof HandshakePolicy['refuse']>> = {
  path: 'path',
  parameter: 'path',
  'missing-origin': 'origin',
  origin: 'origin',
  query: 'query',
  header: 'query',
  subprotocol: 'subprotocol',
  credentials: 'credentials',
  role: 'role',
  capacity: 'capacity',
};

/** The first promised form, else the default. */
export function refusalForm(guard: HandshakeGuard, refuse: HandshakePolicy['refuse']): RefusalForm {
  return refuse[REASONS[guard]]?.value[0] ?? DEFAULTS[guard];
}

/** The promise that says how this guard refuses, if there is one. */
export function promisedForms(
  guard: HandshakeGuard,
  refuse: HandshakePolicy['refuse'],
): HandshakePolicy['refuse'][keyof HandshakePolicy['refuse']] {
  return refuse[REASONS[guard]];
}
