import type { Endpoint } from '../contract/endpoint.ts';
import { selectSubprotocol } from '../rules/guards/subprotocol.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { Header } from '../script/script.ts';
import type { Accepted, Driver } from './driver.ts';
import type { Peer } from './journal.ts';
import type { Mask } from './mask.ts';
import { type OpeningRequest, type Refusal, readOpening } from './opening-request.ts';
import { refusalText } from './refusal-text.ts';

/** What a transport does with an opening handshake. */
export type Reception =
  /** Answer 101, then `Driver.open`. */
  | { readonly kind: 'accept'; readonly judgement: Accepted; readonly attempt: HandshakeAttempt }
  /** Answer 101, then Close with that code, before any data frame. */
  | {
      readonly kind: 'accept-then-close';
      readonly endpoint: Endpoint | undefined;
      readonly subprotocol: string | undefined;
      readonly code: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly headers: readonly Header[];
      readonly body: string;
    }
  /** Never answer. */
  | { readonly kind: 'hang' };

/** Reads an upgrade request, asks the driver, and says what to answer. No credential stands in the answer. */
export function receiveOpening(driver: Driver, mask: Mask, request: OpeningRequest, peer: Peer): Reception {
  const reading = readOpening(request);
  if (reading.kind === 'refusal') return refuseRequest(driver, request, reading.refusal, peer);
  const { attempt } = reading;
  const decision = driver.handshake(attempt, peer);
  if (decision.kind === 'hang') return { kind: 'hang' };
  if (decision.kind === 'accept') return { kind: 'accept', judgement: decision.judgement, attempt };
  const { form, judgement } = decision;
  const { endpoint } = judgement;
  const reason = mask.text(judgement.reason, attempt);
  if ('close' in form) {
    // A browser fails a connection whose offers were all passed over, and would never see the Close code.
    const subprotocol = endpoint && selectSubprotocol(endpoint.handshake, attempt.headers);
    return { kind: 'accept-then-close', endpoint, subprotocol, code: form.close, reason };
  }
  return {
    kind: 'refuse',
    status: form.status,
    headers: adviceWith(form.status, endpoint),
    body: refusalText(decision.guard ?? judgement.guard, reason, mask.text(judgement.remedy, attempt)),
  };
}

/** Journals a request that is no valid handshake; the answer to it. */
export function refuseRequest(
  driver: Driver,
  request: OpeningRequest,
  refusal: Refusal,
  peer: Peer,
): Extract<Reception, { kind: 'refuse' }> {
  driver.refused(request, refusal, peer);
  const { status, headers, reason, remedy } = refusal;
  return { kind: 'refuse', status, headers, body: refusalText('request', reason, remedy) };
}

/** RFC 9110 §10.2.3 and RFC 6585 §4: whoever is sent away for now is told when to come again, in s. */
const RETRY_AFTER: Header = ['Retry-After', '1'];

function adviceWith(status: number, endpoint: Endpoint | undefined): readonly Header[] {
  if (status === 429 || status === 503) return [RETRY_AFTER];
  return status === 401 ? challengesOf(endpoint) : [];
}

/** RFC 9110 §15.5.2: a 401 says how to authenticate, as far as HTTP has a word for it. */
function challengesOf(endpoint: Endpoint | undefined): readonly Header[] {
  return (endpoint?.handshake.credentials ?? [])
    .flatMap(({ anyOf }) => anyOf)
    .flatMap(({ carrier }) =>
      carrier.in === 'authorization' ? [['WWW-Authenticate', `${carrier.scheme} realm="mock"`] as const] : [],
    );
}
