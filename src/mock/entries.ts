import type { EndpointId } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { OperationId } from '../contract/operation.ts';
import type { ConnectionId, HandshakeDecision, HttpAttempt, OutgoingData } from '../engine/engine.ts';
import { headerValue } from '../rules/credential-value.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { Header } from '../script/script.ts';
import type { Accepted } from './accepted.ts';
import type { CodePlaces } from './handlers/code-places.ts';
import { messageOfThrown } from './handlers/thrown.ts';
import { cut, type NewEntry, type Peer } from './journal.ts';
import type { Mask } from './mask.ts';
import type { OpeningRequest, Refusal } from './opening-request.ts';

/** Whose entry it is. */
export interface Place {
  readonly id: ConnectionId;
  readonly endpoint: EndpointId;
}

export function frameEntry(
  at: number,
  from: 'client' | 'server',
  place: Place,
  message: MessageId | undefined,
  kind: 'text' | 'binary',
  data: string,
): NewEntry & { type: 'frame' } {
  return {
    id: 0,
    type: 'frame',
    at,
    from,
    connection: place.id,
    endpoint: place.endpoint,
    message,
    kind,
    data: cut(data),
    length: data.length,
  };
}

/** A message that the server sends, and of which there is more to say. */
export function markedEntry(
  at: number,
  place: Place,
  message: MessageId | undefined,
  data: OutgoingData,
  { fault, violation }: { readonly fault?: string | undefined; readonly violation?: string | undefined },
): ReturnType<typeof frameEntry> {
  const entry =
    'text' in data
      ? frameEntry(at, 'server', place, message, 'text', data.text)
      : frameEntry(at, 'server', place, message, 'binary', data.base64);
  return {
    ...entry,
    ...(fault === undefined ? {} : { fault }),
    ...(violation === undefined ? {} : { violation }),
  };
}

export function closeEntry(
  at: number,
  by: 'client' | 'server',
  place: Place,
  code: number,
  reason: string,
  { violation, fault }: { readonly violation?: string | undefined; readonly fault?: string | undefined } = {},
): NewEntry {
  return {
    id: 0,
    type: 'close',
    at,
    connection: place.id,
    endpoint: place.endpoint,
    by,
    code,
    reason,
    ...(violation === undefined ? {} : { violation }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** A handshake that was refused, or left unanswered. */
export function refusalEntry(
  at: number,
  decision: Exclude<HandshakeDecision, { kind: 'accept' }>,
  attempt: HandshakeAttempt,
  peer: Peer,
  mask: Mask,
): NewEntry {
  const mark = decision.fault === undefined ? {} : { fault: decision.fault };
  const facts = { id: 0, type: 'handshake', at, ...requestFacts(attempt, peer, mask), ...mark } as const;
  if (decision.kind === 'hang') return { ...facts, outcome: 'unanswered' };
  const { guard, reason, remedy, endpoint } = decision.judgement;
  const credential = guard === 'credentials' ? mask.credential(attempt) : undefined;
  return {
    ...facts,
    outcome: 'refused',
    ...(endpoint === undefined ? {} : { endpoint: endpoint.id }),
    guard: decision.guard ?? guard,
    form: decision.form,
    reason: mask.text(reason, attempt),
    remedy: mask.text(remedy, attempt),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** What of a handshake or request may be written down. */
export function requestFacts(
  attempt: Pick<HandshakeAttempt, 'path' | 'query'> & { readonly headers: readonly Header[] },
  peer: Peer,
  mask: Mask,
): { peer: Peer; target: string; origin?: string } {
  const target = mask.target(attempt.path, attempt.query);
  const origin = headerValue(attempt.headers, 'origin');
  return origin === undefined ? { peer, target } : { peer, target, origin };
}

/** A handshake that was accepted. */
export function acceptedEntry(
  at: number,
  connection: ConnectionId,
  { endpoint, subprotocol }: Accepted,
  attempt: HandshakeAttempt,
  peer: Peer,
  mask: Mask,
): NewEntry {
  return {
    id: 0,
    type: 'handshake',
    at,
    ...requestFacts(attempt, peer, mask),
    outcome: 'accepted',
    endpoint: endpoint.id,
    connection,
    ...(subprotocol === undefined ? {} : { subprotocol: mask.text(subprotocol, attempt) }),
  };
}

/** A request that was no valid handshake. */
export function badRequestEntry(
  at: number,
  { target }: OpeningRequest,
  { status, reason, remedy }: Refusal,
  peer: Peer,
): NewEntry {
  return {
    id: 0,
    type: 'handshake',
    at,
    peer,
    target: target.split('?', 1)[0] ?? '',
    outcome: 'refused',
    guard: 'request',
    form: { status },
    reason,
    remedy,
  };
}

export function requestEntry(
  at: number,
  request: HttpAttempt,
  status: number,
  {
    companion,
    fault,
    violation,
  }: { readonly companion?: OperationId; readonly fault?: string; readonly violation?: string },
  peer: Peer,
  mask: Mask,
): NewEntry {
  return {
    id: 0,
    type: 'request',
    at,
    ...requestFacts(request, peer, mask),
    method: request.method,
    status,
    ...(companion === undefined ? {} : { companion }),
    ...(violation === undefined ? {} : { violation }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** The mock itself has failed. */
export function bugEntry(at: number, error: unknown, connection: ConnectionId | undefined): NewEntry {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id: 0, type: 'bug', at, message, ...(connection === undefined ? {} : { connection }) };
}

/** A handler of the user's has thrown. */
export function handlerEntry(
  at: number,
  place: Place,
  handler: string,
  error: unknown,
  places: CodePlaces,
): NewEntry {
  const where = places.thrown(error);
  return {
    id: 0,
    type: 'handler',
    at,
    connection: place.id,
    endpoint: place.endpoint,
    handler,
    message: messageOfThrown(error),
    ...(where === undefined ? {} : { place: where }),
  };
}
