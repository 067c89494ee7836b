import type { Endpoint } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import { type RawFrame, rawFrames } from '../script/raw-frame.ts';
import type { Opening, Script } from '../script/script.ts';
import type { ConnectionRecord, Transcript } from '../transcript/transcript.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { protocolHead, runnable } from './endpoint-case.ts';
import { heard } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { protocolEndpoints } from './protocol-endpoints.ts';
import { describeClose, describeFrames, describeOutcome, seconds } from './received.ts';

/** How long, in ms, a server may take to fail a connection. */
const PROMPT = 2_000;

/** Frames that RFC 6455 forbids a client: the server must fail the connection (§7.1.7). */
export interface ProtocolBreach {
  readonly name: string;
  /** The subject of a sentence: `A frame without a mask`. */
  readonly what: string;
  readonly frames: readonly RawFrame[];
  /** Close codes that say what was wrong. */
  readonly codes: readonly number[];
  readonly rule: string;
  /** What it is where the server goes on all the same. Default: `warned`. */
  readonly breach?: 'observed';
  /** Makes the handshake another one. */
  change?(opening: Opening): Opening;
  /** Why it breaks nothing after all. */
  skip?(record: ConnectionRecord): Finding | undefined;
}

/** A case for each, at one endpoint of each server. */
export function planBreaches(
  context: CheckContext,
  breaches: readonly ProtocolBreach[],
): readonly CheckCase[] {
  return protocolEndpoints(context).flatMap(({ endpoint, opening }) =>
    breaches.map((breach) =>
      runnable(
        protocolHead(endpoint, `${breach.what} fails the connection`, `${endpoint.id}/${breach.name}`),
        scriptOf(context, endpoint, opening, breach),
        (transcript) => judge(transcript, breach, promptness(context)),
      ),
    ),
  );
}

function promptness({ timing }: CheckContext): number {
  return Math.min(timing.deadline, PROMPT);
}

function scriptOf(
  context: CheckContext,
  endpoint: Endpoint,
  good: Opening,
  { frames, change }: ProtocolBreach,
): Script {
  const within = context.timing.deadline;
  const opening = change?.(good) ?? good;
  const connect = { do: 'connect' as const, endpoint: endpoint.id, opening, within };
  return {
    steps: [
      { ...connect, on: 'a' },
      { do: 'send', on: 'a', frame: { raw: rawFrames(...frames) } },
      { do: 'expect', on: 'a', until: { closed: true }, within: promptness(context) },
      { ...connect, on: 'b' },
    ],
    deadline: within * 2 + promptness(context) + 1_000,
  };
}

function judge(
  transcript: Transcript,
  { what, codes, rule, breach, skip }: ProtocolBreach,
  prompt: number,
): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const skipped = skip?.(opened.record);
  if (skipped !== undefined) return skipped;
  const { close, frames } = opened.record;
  if (!frames.some(({ kind }) => kind === 'raw'))
    return {
      outcome: 'skipped',
      message: 'Not tried: the connection was closed before it could be sent.',
      remedy: 'See handshake.accept.',
    };
  const closed = close?.by === 'server' ? close : undefined;
  const sides = {
    sent: what,
    expected: `closed with ${codes.join(' or ')}`,
    received:
      closed === undefined
        ? `still open after ${seconds(prompt)}; ${describeFrames(heard(opened.record))}`
        : `closed with ${describeClose(closed)}`,
    rule,
  };
  const next = transcript.connections.b?.handshake.outcome;
  if (next?.kind !== 'accepted')
    return {
      outcome: 'warned',
      message: `After it (${what.charAt(0).toLowerCase()}${what.slice(1)}) the backend accepts no new connection.`,
      ...sides,
      received: next === undefined ? 'no answer to the next handshake' : describeOutcome(next),
    };
  if (closed === undefined)
    return {
      outcome: breach ?? 'warned',
      message: `${what} does not end the connection.`,
      ...sides,
    };
  if (codes.includes(closed.code))
    return { outcome: 'passed', message: `Closed with ${closed.code}.`, ...sides };
  // §7.1.7: the Close frame is a SHOULD, and so is its code.
  return closed.code === 1006
    ? { outcome: 'passed', message: 'The connection is ended, without a Close frame.', ...sides }
    : {
        outcome: 'observed',
        message: `${what} is closed with ${describeClose(closed)}, which does not say what was wrong.`,
        ...sides,
      };
}
