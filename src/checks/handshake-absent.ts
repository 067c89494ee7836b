import type { Endpoint } from '../contract/endpoint.ts';
import { companionOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import type { RequestStep } from '../script/script.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { companionPayloads } from './companion-payloads.ts';
import { isUnready, runnable, unready } from './endpoint-case.ts';
import { describeAnswer, sentRequest } from './received.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';

export const handshakeAbsent: Check = defineCheck({
  id: 'handshake.absent',
  title: 'An endpoint that must not exist is refused, and what replaces it answers',
  area: 'absence',
  source: 'x-countersign.absent, fallback',
  follows: [{ check: 'http.companion', all: true }],
  explain:
    'The document says that this endpoint does not exist, and what clients use instead. When it is switched on again, or its replacement is gone, clients that trust the document break.',
  plan: (context) =>
    context.contract.endpoints
      .filter(({ absent }) => absent !== undefined)
      .flatMap((endpoint) => [refused(context, endpoint), ...fallback(context, endpoint)]),
});

function refused(context: CheckContext, endpoint: Endpoint): CheckCase {
  const forms = endpoint.handshake.refuse.path ?? context.contract.unknownPath[endpoint.server];
  const head = {
    name: endpoint.id,
    title: `${endpoint.address} does not exist`,
    basis: endpoint.absent?.basis ?? ('none' as const),
    endpoint: endpoint.id,
    at: endpoint.absent?.at ?? endpoint.at,
    covers: [`${endpoint.id}:absent`],
  };
  const good = context.opening(endpoint.id);
  const opening = isUnready(good) ? context.opening(endpoint.id, undefined, { identity: 'none' }) : good;
  if (isUnready(opening)) return unready(head, opening);
  return runnable(
    head,
    knock(opening, undefined, context.timing, refusalPatience(context.timing)),
    (transcript) =>
      judgeRefusal(transcript.connections.a, {
        what: `${endpoint.address} must not exist, but a handshake`,
        forms,
        rule: 'x-countersign.absent: true',
      }),
  );
}

function fallback(context: CheckContext, endpoint: Endpoint): readonly CheckCase[] {
  const companions = (endpoint.absent?.value.fallback ?? []).flatMap(
    (id) => companionOf(context.contract, id) ?? [],
  );
  const [first] = companions;
  if (first === undefined) return [];
  const head = {
    name: `${endpoint.id}/fallback`,
    title: `What replaces ${endpoint.address} answers`,
    basis: endpoint.absent?.basis ?? ('none' as const),
    companion: first.id,
    at: endpoint.absent?.at ?? endpoint.at,
    covers: [`${endpoint.id}:absent`],
    serial: true,
  };
  const steps: RequestStep[] = [];
  for (const companion of companions) {
    const request = context.request(
      companion,
      companion.id,
      companionPayloads(context, companion)[0]?.changes,
    );
    if (isUnready(request)) return [unready(head, request)];
    steps.push(request);
  }
  const script = { steps, deadline: (steps.length + 1) * context.timing.deadline };
  return [
    runnable(head, script, (transcript) =>
      judgeFallback(
        transcript,
        companions.map(({ id }) => id),
      ),
    ),
  ];
}

/** Whether the answers are as declared is `http.companion`'s; here it counts that there is something that answers. */
function judgeFallback(transcript: Transcript, companions: readonly string[]): Finding {
  for (const id of companions) {
    const answer = transcript.answers[id];
    const gone =
      answer?.outcome.kind !== 'answered' ||
      [404, 405, 410, 501, 502, 503, 504].includes(answer.outcome.status);
    if (gone)
      return {
        outcome: 'failed',
        message: `The companion "${id}", which clients are to use instead, does not answer.`,
        ...(answer === undefined ? {} : { sent: sentRequest(answer) }),
        expected: 'an answer of the companion',
        received: answer === undefined ? 'nothing' : describeAnswer(answer),
        rule: 'x-countersign.fallback',
      };
  }
  return { outcome: 'passed', message: `${companions.length} companions answer.` };
}
