import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { acceptedOrigin, FOREIGN_ORIGIN, listedOrigins, refusedOrigin } from './origin-case.ts';
import { channelLines } from './promise-lines.ts';
import { knock, observeReception } from './refusal.ts';

export const originForeign: Check = defineCheck({
  id: 'origin.foreign',
  title: 'A page of a foreign origin cannot connect',
  area: 'origin',
  source: 'x-countersign.origins, or `Origin` in the ws channel binding; RFC 6455 §10.2',
  row: 'O5',
  explain:
    'CORS does not protect a WebSocket: no browser asks before it opens one, and CORSMiddleware never looks at it. The endpoint itself must compare Origin with its list before it accepts.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).map((endpoint) => planEndpoint(context, endpoint)),
});

function planEndpoint(context: CheckContext, endpoint: Endpoint): CheckCase {
  const { origins } = endpoint.handshake;
  if (origins?.value === 'any')
    return acceptedOrigin(context, endpoint, endpoint.id, FOREIGN_ORIGIN, 'x-countersign.origins: any');
  if (listedOrigins(endpoint) !== undefined)
    return refusedOrigin(context, endpoint, endpoint.id, FOREIGN_ORIGIN, 'a foreign Origin');

  const head = {
    name: endpoint.id,
    title: `${endpoint.address} and a foreign Origin`,
    basis: 'none' as const,
    endpoint: endpoint.id,
    at: endpoint.at,
    covers: [],
  };
  const opening = context.opening(endpoint.id, undefined, { origin: FOREIGN_ORIGIN });
  if (isUnready(opening)) return unready(head, opening);
  const good = context.opening(endpoint.id);
  const own = isUnready(good) ? undefined : good.origin;
  const cookie = opening.headers?.some(([name]) => name.toLowerCase() === 'cookie') === true;
  return runnable(head, knock(opening, endpoint.id, context.timing, context.timing.quiet), (transcript) =>
    observe(transcript.connections.a, endpoint, own ?? 'https://your-site.example', cookie),
  );
}

/** RFC 6455 §10.2: where a cookie is what lets a client in, any page can use its visitor's. */
function observe(
  record: ConnectionRecord | undefined,
  endpoint: Endpoint,
  own: string,
  cookie: boolean,
): Finding {
  const finding = observeReception(record, `A foreign Origin (${FOREIGN_ORIGIN})`, (reception) =>
    channelLines(endpoint, reception.kind === 'accepted' ? 'origins: any' : `origins: [${own}]`),
  );
  if (!cookie || finding.outcome !== 'observed' || record?.handshake.outcome.kind !== 'accepted')
    return finding;
  if (!finding.message.endsWith('is accepted.')) return finding;
  return {
    ...finding,
    outcome: 'warned',
    message: `A page of any site can connect with its visitor's cookie (cross-site WebSocket hijacking).`,
    expected: 'refused: the cookie is sent by the browser, whichever page asks',
    rule: 'RFC 6455 §10.2; CWE-1385',
    promise: channelLines(endpoint, `origins: [${own}]`),
  };
}
