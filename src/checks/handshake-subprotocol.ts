import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { Opening } from '../script/script.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { sentHandshake } from './received.ts';
import { judgeRefusal, knock, notReached, receptionOf, refusalPatience } from './refusal.ts';

const UNKNOWN = 'countersign-unknown';

export const handshakeSubprotocol: Check = defineCheck({
  id: 'handshake.subprotocol',
  title: 'The subprotocol is negotiated as declared',
  area: 'handshake',
  source: 'x-countersign.subprotocols; RFC 6455 §4.2.2 (5), §11.3.4',
  row: 'P2–P5',
  explain:
    'A browser fails a connection whose offered subprotocols were not taken up, and one whose answer names a subprotocol that it did not offer. FastAPI selects none unless `accept(subprotocol=…)` says so.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => {
      const policy = endpoint.handshake.subprotocols?.value;
      const [first] = policy?.supported ?? [];
      if (policy === undefined || first === undefined) return [];
      return [
        ...policy.supported.map((name) => selects(context, endpoint, [name], name, name)),
        selects(context, endpoint, [UNKNOWN, first], first, 'after-unknown'),
        ...inOtherWays(context, endpoint, first),
        policy.required
          ? refuses(context, endpoint, [UNKNOWN], 'unknown', 'only an unknown subprotocol')
          : selects(context, endpoint, [UNKNOWN], undefined, 'unknown'),
        ...(policy.required ? [refuses(context, endpoint, [], 'none', 'no subprotocol')] : []),
      ];
    }),
});

/** RFC 6455 §11.3.4: the order is the client's preference, and several lines are one list. */
function inOtherWays(context: CheckContext, endpoint: Endpoint, name: string): readonly CheckCase[] {
  const before = selects(context, endpoint, [name, UNKNOWN], name, 'before-unknown');
  const lines = selects(context, endpoint, [UNKNOWN, name], name, 'two-lines', (opening) => ({
    ...opening,
    headers: [
      ...(opening.headers ?? []),
      ...(opening.subprotocols ?? []).map((offered) => ['Sec-WebSocket-Protocol', offered] as const),
    ],
  }));
  return [before, lines].map((one) => ({ ...one, phase: 'boundaries' as const }));
}

function headOf(endpoint: Endpoint, name: string, title: string): Parameters<typeof runnable>[0] {
  const promised = endpoint.handshake.subprotocols;
  return {
    name: `${endpoint.id}/${name}`,
    title,
    basis: promised?.basis ?? 'none',
    endpoint: endpoint.id,
    at: promised?.at ?? endpoint.at,
    covers: [`${endpoint.id}:subprotocol`],
  };
}

function selects(
  context: CheckContext,
  endpoint: Endpoint,
  offered: readonly string[],
  expected: string | undefined,
  name: string,
  change: (opening: Opening) => Opening = (opening) => opening,
): CheckCase {
  const answer = expected === undefined ? 'no subprotocol' : `"${expected}"`;
  const head = headOf(endpoint, name, `${endpoint.address} selects ${answer} out of ${offered.join(', ')}`);
  const opening = context.opening(endpoint.id, undefined, { subprotocols: offered });
  if (isUnready(opening)) return unready(head, opening);
  return runnable(
    head,
    knock(change(opening), endpoint.id, context.timing, context.timing.quiet),
    (transcript) => judgeSelection(transcript, expected, answer),
  );
}

function judgeSelection(transcript: Transcript, expected: string | undefined, answer: string): Finding {
  const record = transcript.connections.a;
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  const sides = {
    ...(sent === undefined ? {} : { sent }),
    expected: `accepted, with ${expected === undefined ? 'no Sec-WebSocket-Protocol' : `Sec-WebSocket-Protocol: ${expected}`}`,
    rule: 'RFC 6455 §4.2.2 (5)',
  };
  if (reception.kind === 'unreached') return notReached(reception.text);
  if (reception.kind !== 'accepted' || record?.handshake.outcome.kind !== 'accepted') {
    // Who offers only what the server does not know may be turned away: nothing obliges it to go on.
    if (expected === undefined && reception.kind === 'refused')
      return {
        outcome: 'passed',
        message: `Refused: ${reception.text}.`,
        ...sides,
        received: reception.text,
      };
    return {
      outcome: 'failed',
      message: `The handshake was not accepted.`,
      ...sides,
      received: reception.text,
    };
  }
  const selected = record.handshake.outcome.subprotocol;
  const received =
    selected === undefined
      ? '101 without Sec-WebSocket-Protocol'
      : `101 with Sec-WebSocket-Protocol: ${selected}`;
  return selected === expected
    ? { outcome: 'passed', message: `Selected ${answer}.`, ...sides, received }
    : {
        outcome: 'failed',
        message: `${selected === undefined ? 'No subprotocol' : `"${selected}"`} was selected instead of ${answer}.`,
        ...sides,
        received,
      };
}

function refuses(
  context: CheckContext,
  endpoint: Endpoint,
  offered: readonly string[],
  name: string,
  kind: string,
): CheckCase {
  const head = headOf(endpoint, name, `${endpoint.address} refuses a client that offers ${kind}`);
  const opening = context.opening(endpoint.id, undefined, { subprotocols: offered });
  if (isUnready(opening)) return unready(head, opening);
  return runnable(
    head,
    knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
    (transcript) =>
      judgeRefusal(transcript.connections.a, {
        what: `A handshake that offers ${kind}`,
        forms: endpoint.handshake.refuse.subprotocol,
        rule: 'x-countersign.subprotocols.required: true',
      }),
  );
}
