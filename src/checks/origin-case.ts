import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { type CaseHead, isUnready, runnable, unready } from './endpoint-case.ts';
import { judgeAcceptance, judgeRefusal, knock, refusalPatience } from './refusal.ts';

/** An Origin of no page that anybody serves (RFC 6761 reserves `.test`). */
export const FOREIGN_ORIGIN = 'https://foreign-site.test';

/** The origins that the document lists; `undefined` where it lists none, or allows any. */
export function listedOrigins(endpoint: Endpoint): readonly string[] | undefined {
  const value = endpoint.handshake.origins?.value;
  return value === undefined || value === 'any' ? undefined : value;
}

/** A handshake that is good but for its Origin, which the document's list does not have: it must be refused. */
export function refusedOrigin(
  context: CheckContext,
  endpoint: Endpoint,
  name: string,
  origin: string,
  kind: string,
): CheckCase {
  return originCase(context, endpoint, {
    name,
    title: `${endpoint.address} refuses ${kind} (${origin})`,
    origin,
    listen: refusalPatience(context.timing),
    judge: (record) =>
      judgeRefusal(record, {
        what: `A handshake with ${kind} (${origin})`,
        forms: endpoint.handshake.refuse.origin,
        rule: `only ${listedOrigins(endpoint)?.join(', ') ?? ''} may connect`,
      }),
  });
}

/** A handshake with an Origin that the document allows: it must be accepted. */
export function acceptedOrigin(
  context: CheckContext,
  endpoint: Endpoint,
  name: string,
  origin: string,
  rule: string,
): CheckCase {
  return originCase(context, endpoint, {
    name,
    title: `${endpoint.address} accepts ${origin}`,
    origin,
    listen: context.timing.quiet,
    judge: (record) => judgeAcceptance(record, `A handshake with the Origin ${origin}`, rule),
  });
}

interface OriginCase {
  readonly name: string;
  readonly title: string;
  readonly origin: string;
  /** ms after the handshake. */
  readonly listen: number;
  judge(record: ConnectionRecord | undefined): Finding;
}

function originCase(
  context: CheckContext,
  endpoint: Endpoint,
  { name, title, origin, listen, judge }: OriginCase,
): CheckCase {
  const promised = endpoint.handshake.origins;
  const head: CaseHead = {
    name,
    title,
    basis: promised?.basis ?? 'none',
    endpoint: endpoint.id,
    at: promised?.at ?? endpoint.at,
    covers: [`${endpoint.id}:origin`],
  };
  const opening = context.opening(endpoint.id, undefined, { origin });
  if (isUnready(opening)) return unready(head, opening);
  return runnable(head, knock(opening, endpoint.id, context.timing, listen), ({ connections }) =>
    judge(connections.a),
  );
}
