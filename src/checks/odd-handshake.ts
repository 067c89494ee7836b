import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { Header, Opening } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { protocolHead, runnable } from './endpoint-case.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { sentHandshake } from './received.ts';
import { knock, notReached, receptionOf } from './refusal.ts';

/** A handshake that differs from a good one in what RFC 6455 says of it. */
export interface OddHandshake {
  readonly name: string;
  /** The subject of a sentence: `A handshake by POST`. */
  readonly what: string;
  /** The section that forbids (or demands) it. */
  readonly rule: string;
  /** What the RFC wants done with it. */
  readonly want: 'refused' | 'accepted';
  /**
   * What it is when that is not done. `observed` where so many servers do otherwise, without harm, that a warning
   * would be noise.
   */
  readonly breach: 'warned' | 'observed';
  change(opening: Opening): Opening;
  /** What else is wrong with the answer. */
  also?(record: ConnectionRecord): Finding | undefined;
}

/** Some of the required headers, instead of what they would be. */
export function withHeaders(opening: Opening, ...headers: readonly Header[]): Opening {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return {
    ...opening,
    headers: [...(opening.headers ?? []).filter(([name]) => !names.has(name.toLowerCase())), ...headers],
  };
}

export function without(opening: Opening, ...names: readonly string[]): Opening {
  return { ...opening, omit: [...(opening.omit ?? []), ...names] };
}

/** A case for each of these handshakes, at one endpoint of each server. */
export function planOddHandshakes(
  context: CheckContext,
  handshakes: readonly OddHandshake[],
): readonly CheckCase[] {
  return protocolEndpoints(context).flatMap(({ endpoint, opening }) =>
    handshakes.map((odd) => plan(context, endpoint, opening, odd)),
  );
}

function plan(context: CheckContext, endpoint: Endpoint, opening: Opening, odd: OddHandshake): CheckCase {
  const { timing } = context;
  const head = protocolHead(endpoint, `${odd.what} is ${odd.want}`, `${endpoint.id}/${odd.name}`);
  // Whoever answers such a request at all does so at once.
  const patient = { ...timing, deadline: Math.min(timing.deadline, Math.max(timing.patience, 1_000)) };
  return runnable(head, knock(odd.change(opening), endpoint.id, patient, timing.quiet), (transcript) =>
    judge(transcript.connections.a, odd),
  );
}

function judge(record: ConnectionRecord | undefined, odd: OddHandshake): Finding {
  const { what, rule, want, breach } = odd;
  const reception = receptionOf(record);
  const sent = sentHandshake(record);
  const sides = {
    ...(sent === undefined ? {} : { sent }),
    expected: want === 'refused' ? 'refused (any status but 101)' : 'accepted (101)',
    received: reception.text,
    rule,
  };
  if (record === undefined || reception.kind === 'unreached') return notReached(reception.text);
  const leak = leakIn(record);
  if (leak !== undefined)
    return { outcome: 'warned', message: `${what} is answered with ${leak}.`, ...sides, rule: 'CWE-209' };
  if (reception.kind === 'unanswered')
    return { outcome: 'observed', message: `${what} gets no HTTP answer.`, ...sides };
  // 101 and then a Close is an answer as well, but not the one of a server that reads what it was sent.
  const isAccepted = record.handshake.outcome.kind === 'accepted';
  if (isAccepted !== (want === 'accepted'))
    return { outcome: breach, message: `${what} is ${isAccepted ? 'accepted' : 'refused'}.`, ...sides };
  const more = odd.also?.(record);
  if (more !== undefined) return { ...sides, ...more };
  return {
    outcome: 'passed',
    message: `${isAccepted ? 'Accepted' : 'Refused'}: ${reception.text}.`,
    ...sides,
  };
}

/** HANDSHAKE R9: how the server is made is nobody's business. */
function leakIn({ handshake: { outcome } }: ConnectionRecord): string | undefined {
  if (outcome.kind !== 'refused') return undefined;
  return /Traceback \(most recent call last\)|^\s+at \S+ \(?\S+:\d+|\.rb:\d+:in |\tat [\w.$]+\([\w.]+:\d+\)/m.test(
    outcome.body,
  )
    ? 'a stack trace'
    : undefined;
}
