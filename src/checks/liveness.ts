import type { Endpoint } from '../contract/endpoint.ts';
import { requestsOf } from '../contract/queries.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { ConnectionRecord, Transcript } from '../transcript/transcript.ts';
import type { CheckContext } from './check.ts';
import { type Conversation, expectationOf, replyTime } from './conversation.ts';
import { heard } from './frames.ts';
import { judgeReply } from './judge-reply.ts';
import { usualIdentity } from './operation-identity.ts';
import { preludeOf } from './prelude.ts';
import { describeClose, describeOutcome } from './received.ts';
import { firstRequest, type SendableRequest } from './requests.ts';

const PING: OutgoingFrame = { ping: 'countersign' };

/** How a script asks, after something bad, whether the backend still works. */
export interface LivenessProbe {
  /** Index of the step that asks on connection `a`. */
  readonly asked: number;
  /** Absent: a Ping is what is asked. */
  readonly request?: SendableRequest;
}

/** What no longer works. */
export interface Trouble {
  readonly message: string;
  readonly received?: string;
}

/** The first request whose reply is promised, and that needs nothing said before it. */
export function livenessRequest(context: CheckContext, endpoint: Endpoint): SendableRequest | undefined {
  const role = usualIdentity(context, endpoint)?.role;
  for (const operation of requestsOf(endpoint)) {
    if (!isAnswered(operation.reply) || operation.roles !== undefined || operation.closes !== undefined)
      continue;
    const request = firstRequest(context, endpoint, operation, role);
    if (request !== undefined && preludeOf(context, endpoint, request.message, role).length === 0)
      return request;
  }
  return undefined;
}

function isAnswered(reply: SendableRequest['operation']['reply']): boolean {
  return reply !== undefined && reply.basis !== 'inferred';
}

/**
 * Opens a second connection, `b`, and then asks on `a`, which may be closed by now: the script ends there if it is.
 * @param request what to ask with; without one whose reply is promised, a Ping.
 */
export function askAfterwards(
  context: CheckContext,
  endpoint: Endpoint,
  talk: Conversation,
  opening: Parameters<Conversation['add']>[0] & { readonly do: 'connect' },
  request: SendableRequest | undefined,
): LivenessProbe {
  talk.add({ ...opening, on: 'b' });
  const { reply } = request?.operation ?? {};
  if (request === undefined || reply === undefined || !isAnswered(reply)) {
    const asked = talk.add({ do: 'send', on: 'a', frame: PING });
    talk.add({ do: 'expect', on: 'a', until: { pong: true }, within: context.timing.deadline });
    return { asked };
  }
  const asked = talk.send(request);
  talk.add({
    do: 'expect',
    on: 'a',
    until: { ...expectationOf(context, endpoint, reply, request.payload), fresh: true },
    within: replyTime(context, reply) + context.timing.quiet,
  });
  return { asked, request };
}

/** What no longer works after something bad. A connection that was closed is no trouble of its own. */
export function troubleAfterwards(
  context: CheckContext,
  transcript: Transcript,
  record: ConnectionRecord,
  endpoint: Endpoint,
  { asked, request }: LivenessProbe,
  after: string,
): Trouble | undefined {
  const outcome = transcript.connections.b?.handshake.outcome;
  if (outcome?.kind !== 'accepted')
    return {
      message: `After ${after} the backend accepts no new connection.`,
      received:
        outcome === undefined
          ? 'no answer to the next handshake'
          : `the next handshake: ${describeOutcome(outcome)}`,
    };
  const wasAsked = record.frames.some(({ from, step }) => from === 'client' && step === asked);
  if (!wasAsked) return undefined;
  const reply = request?.operation.reply;
  if (request === undefined || reply === undefined) {
    return record.frames.some(({ kind, from, step }) => kind === 'pong' && from === 'server' && step >= asked)
      ? undefined
      : { message: `After ${after} the connection is open, and no longer answers a Ping.` };
  }
  const { payload } = request;
  const finding = judgeReply(context, record, {
    endpoint,
    reply,
    request: payload,
    sent: asked,
    parameters: {},
  });
  // Another fault of the reply is exchange.reply's to tell.
  if (finding.outcome !== 'failed' || heard(record, asked).length > 0) return undefined;
  const closed =
    record.close?.by === 'server' ? `is closed with ${describeClose(record.close)}` : 'stays open';
  return {
    message: `After ${after} the connection ${closed}, and "${request.message}" is no longer answered.`,
    received: 'nothing',
  };
}
