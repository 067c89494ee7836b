import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { companionOf } from '../contract/queries.ts';
import type { Validators } from '../schema/validators.ts';
import { type AddressMatcher, compileAddress } from './address.ts';
import { headerValue } from './credential-value.ts';
import type { Complaint } from './guards/complaint.ts';
import { judgeCredentials, recognise } from './guards/credentials.ts';
import { judgeFields } from './guards/fields.ts';
import { judgeMissingOrigin, judgeOrigin } from './guards/origin.ts';
import { judgeParameters } from './guards/parameters.ts';
import { judgeSubprotocol, selectSubprotocol } from './guards/subprotocol.ts';
import type {
  HandshakeAttempt,
  HandshakeContext,
  HandshakeGuard,
  HandshakeJudgement,
} from './handshake-attempt.ts';
import { refusalForm } from './refusal-forms.ts';

export type HandshakeJudge = (attempt: HandshakeAttempt, context: HandshakeContext) => HandshakeJudgement;

interface Route {
  readonly endpoint: Endpoint;
  readonly matcher: AddressMatcher;
}

/**
 * The column of guards (RFC 6455 §4.2.2): path, parameters, Origin, query, headers, subprotocol, credentials, role,
 * capacity, in this order. Each guard has one cause; the first that refuses speaks.
 */
export function createHandshakeJudge(contract: Contract, validators: Validators): HandshakeJudge {
  const routes = contract.endpoints
    .filter((endpoint) => endpoint.absent === undefined)
    .map((endpoint): Route => ({ endpoint, matcher: compileAddress(endpoint.address) }))
    .sort((a, b) => a.matcher.parameters - b.matcher.parameters);
  return (attempt, context) => {
    for (const { endpoint, matcher } of routes) {
      const parameters = matcher.match(attempt.path);
      if (parameters !== undefined) return judgeAt(endpoint, parameters, attempt, context, validators);
    }
    const careless = context.ignores?.has('path') === true ? servedAnyway(contract, attempt.path) : undefined;
    return careless === undefined
      ? refuseUnknownPath(contract, attempt.path)
      : judgeAt(careless, {}, attempt, context, validators);
  };
}

/** A server that looks at no path has one handler for all; it serves what the contract says is absent, too. */
function servedAnyway(contract: Contract, path: string): Endpoint | undefined {
  const absent = contract.endpoints.find(
    (e) => e.absent !== undefined && compileAddress(e.address).match(path),
  );
  return absent ?? contract.endpoints[0];
}

function refuseUnknownPath(contract: Contract, path: string): HandshakeJudgement {
  const promised = Object.values(contract.unknownPath)[0];
  const form = refusalForm('path', promised === undefined ? {} : { path: promised });
  const absent = absentAt(contract, path);
  if (absent !== undefined) return { kind: 'refuse', guard: 'path', form, ...absent };
  const known = contract.endpoints.filter((e) => e.absent === undefined).map((e) => e.address);
  return {
    kind: 'refuse',
    guard: 'path',
    form,
    reason: `No endpoint of the contract has the path ${path}.`,
    remedy:
      known.length === 0
        ? 'The contract has no WebSocket endpoint.'
        : `The contract has ${known.join(', ')}.`,
  };
}

/** What to say of an endpoint that the contract says does not exist. `x-countersign.absent`, `fallback`. */
function absentAt(contract: Contract, path: string): Complaint | undefined {
  const endpoint = contract.endpoints.find(
    (e) => e.absent !== undefined && compileAddress(e.address).match(path) !== undefined,
  );
  if (endpoint?.absent === undefined) return undefined;
  const fallback = endpoint.absent.value.fallback.map((id) => {
    const companion = companionOf(contract, id);
    return companion === undefined ? id : `${id} (${companion.method} ${companion.address})`;
  });
  return {
    reason: `The contract says that ${endpoint.id} (${endpoint.address}) does not exist.`,
    remedy: fallback.length === 0 ? 'Nothing takes its place.' : `Use ${fallback.join(' or ')} instead.`,
  };
}

function judgeAt(
  endpoint: Endpoint,
  parameters: Readonly<Record<string, string>>,
  attempt: HandshakeAttempt,
  context: HandshakeContext,
  validators: Validators,
): HandshakeJudgement {
  const policy = endpoint.handshake;
  const { headers } = attempt;
  const state = (scheme: string, value: string): ReturnType<HandshakeContext['credential']> =>
    context.credential(scheme, value);
  const recognised = recognise(policy.credentials, attempt, state);
  const query = (name: string): string | undefined => attempt.query.find(([key]) => key === name)?.[1];

  const column: readonly (readonly [HandshakeGuard, () => Complaint | undefined])[] = [
    ['parameter', () => judgeParameters(endpoint, parameters, validators)],
    ['missing-origin', () => judgeMissingOrigin(policy, headers)],
    ['origin', () => judgeOrigin(policy, headers)],
    ['query', () => judgeFields(policy, 'query', query, validators)],
    ['header', () => judgeFields(policy, 'header', (name) => headerValue(headers, name), validators)],
    ['subprotocol', () => judgeSubprotocol(policy, headers)],
    ['credentials', () => judgeCredentials(policy.credentials, attempt, state)],
    ['role', () => judgeRole(policy.roles?.value, recognised.role)],
    ['capacity', () => judgeCapacity(policy.connections?.value, context.connections(endpoint))],
  ];
  for (const [guard, judge] of column) {
    const complaint = context.ignores?.has(guard) === true ? undefined : judge();
    if (complaint !== undefined) {
      return { kind: 'refuse', guard, form: refusalForm(guard, policy.refuse), ...complaint, endpoint };
    }
  }
  const subprotocol = selectSubprotocol(policy, headers);
  return {
    kind: 'accept',
    endpoint,
    parameters,
    ...recognised,
    ...(subprotocol === undefined ? {} : { subprotocol }),
  };
}

function judgeRole(roles: readonly string[] | undefined, role: string | undefined): Complaint | undefined {
  return roles === undefined || roles.includes(role ?? '')
    ? undefined
    : { reason: `The role ${role ?? '(none)'} may not connect.`, remedy: `One of ${roles.join(', ')} may.` };
}

function judgeCapacity(most: number | undefined, open: number): Complaint | undefined {
  return most === undefined || open < most
    ? undefined
    : { reason: `${open} connections are open, and no more may be.`, remedy: 'Close one first.' };
}
