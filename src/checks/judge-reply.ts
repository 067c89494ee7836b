import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply } from '../contract/operation.ts';
import { explainedMessages } from '../contract/promises.ts';
import type { Finding } from '../result/result.ts';
import { type BindingContext, judgeBindings } from '../rules/exchange.ts';
import type { ConnectionRecord, FrameRecord } from '../transcript/transcript.ts';
import type { CheckContext } from './check.ts';
import { replyTime } from './conversation.ts';
import { frameAs, heard, payloadOf } from './frames.ts';
import { describeClose, describeFrame, describeFrames, describePayload, seconds } from './received.ts';

/** What a reply is judged by. */
export interface ReplyCase {
  readonly endpoint: Endpoint;
  readonly reply: Reply;
  readonly request: Json;
  /** Index of the step that sent the request. */
  readonly sent: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Did the reply come, in time, valid, bound, and in its order? Whatever else may come meanwhile is passed by. */
export function judgeReply(context: CheckContext, record: ConnectionRecord, one: ReplyCase): Finding {
  const { reply, sent } = one;
  const request = record.frames.find(({ from, step }) => from === 'client' && step === sent);
  const began = request?.at ?? 0;
  const limit = replyTime(context, reply);
  const sides = {
    sent: describePayload(one.request),
    expected: `${expectedReply(reply)} within ${seconds(reply.within?.value ?? context.timing.deadline)}`,
  };
  const bindings: BindingContext = {
    // What went out as raw bytes is no text that could be read again.
    request:
      (request === undefined || request.kind === 'raw' ? undefined : payloadOf(request)) ?? one.request,
    parameters: one.parameters,
  };
  const frames = heard(record, sent).filter(({ at }) => at >= began);
  const found = match(context, one, frames, bindings);
  if (found.kind === 'failed') return { outcome: 'failed', ...sides, ...found.finding };
  if (found.kind === 'complete') {
    const after = found.last.at - began;
    if (reply.within !== undefined && after > limit)
      return {
        outcome: 'failed',
        message: `The reply came after ${seconds(after)}, and is promised within ${seconds(reply.within.value)}.`,
        ...sides,
        received: describeFrame(found.last),
        rule: 'x-countersign.within',
        at: reply.within.at,
      };
    if (isUnjudged(one, frames))
      return {
        outcome: 'not-observed',
        message: `${quoted(found.messages)} came, but is too long to be kept, so that what is bound in it was not judged.`,
        ...sides,
        received: `${found.last.size} bytes`,
        remedy: 'Give the request an example whose reply is shorter.',
      };
    return {
      outcome: 'passed',
      message: `${quoted(found.messages)} came after ${seconds(after)}.`,
      ...sides,
      received: describeFrame(found.last),
    };
  }
  return { outcome: 'failed', ...sides, ...absent(context, one, record, frames, found.missing) };
}

/** Is there something bound to the request in a frame that the transcript holds only in part? */
function isUnjudged({ reply }: ReplyCase, frames: readonly FrameRecord[]): boolean {
  return (
    reply.bind.some(({ from }) => from.kind !== 'template') &&
    frames.some(
      (frame) =>
        frame.message !== undefined &&
        reply.messages.includes(frame.message) &&
        payloadOf(frame) === undefined,
    )
  );
}

/** `reply "pong"`, `reply "transcription", then 15 × "audio_chunk"`. */
export function expectedReply(reply: Reply): string {
  if (reply.sequence === undefined) return `reply ${reply.messages.map((id) => `"${id}"`).join(' or ')}`;
  return `reply ${reply.sequence
    .map(({ message, repeat }) => `${repeat === 1 ? '' : `${repeat} × `}"${message}"`)
    .join(', then ')}`;
}

type Details = Omit<Finding, 'outcome' | 'sent' | 'expected'>;

type Match =
  | { readonly kind: 'complete'; readonly last: FrameRecord; readonly messages: readonly MessageId[] }
  | { readonly kind: 'incomplete'; readonly missing: string }
  | { readonly kind: 'failed'; readonly finding: Details };

function match(
  context: CheckContext,
  one: ReplyCase,
  frames: readonly FrameRecord[],
  bindings: BindingContext,
): Match {
  return one.reply.sequence === undefined
    ? matchAny(context, one, frames, bindings)
    : matchSequence(context, one, frames, bindings);
}

function matchAny(
  context: CheckContext,
  one: ReplyCase,
  frames: readonly FrameRecord[],
  bindings: BindingContext,
): Match {
  let wrong: Details | undefined;
  for (const frame of frames) {
    for (const id of one.reply.messages) {
      const as = frameAs(context, frame, id);
      if (as === 'other') continue;
      const finding = as === 'broken' ? brokenFrame(frame, id) : misbound(one.reply, frame, id, bindings);
      if (finding === undefined) return { kind: 'complete', last: frame, messages: [id] };
      wrong ??= finding;
    }
  }
  return wrong === undefined
    ? { kind: 'incomplete', missing: expectedReply(one.reply) }
    : { kind: 'failed', finding: wrong };
}

/** All messages, in their order, each as often as declared; and not once more. */
function matchSequence(
  context: CheckContext,
  one: ReplyCase,
  frames: readonly FrameRecord[],
  bindings: BindingContext,
): Match {
  const queue = (one.reply.sequence ?? []).flatMap(({ message, repeat }) =>
    Array.from({ length: repeat }, (_, i) => ({ message, number: i + 1, repeat })),
  );
  const pushed = pushedMessages(one.endpoint);
  let next = 0;
  let last: FrameRecord | undefined;
  for (const frame of frames) {
    const awaited = queue[next];
    const as = awaited === undefined ? 'other' : frameAs(context, frame, awaited.message);
    if (awaited !== undefined && as !== 'other') {
      const wrong =
        as === 'broken'
          ? brokenFrame(frame, awaited.message)
          : misbound(one.reply, frame, awaited.message, bindings);
      if (wrong === undefined) {
        next += 1;
        last = frame;
      } else if (!pushed.has(awaited.message)) return { kind: 'failed', finding: wrong };
      continue;
    }
    const id = queue.find(({ message }) => frameAs(context, frame, message) === 'valid')?.message;
    if (id === undefined || pushed.has(id)) continue;
    const rule = 'x-countersign.reply';
    const received = describeFrames(frames, 6);
    if (awaited !== undefined)
      return {
        kind: 'failed',
        finding: {
          message: `"${id}" came where "${awaited.message}" is due.`,
          received,
          rule,
          at: one.reply.at,
        },
      };
    return {
      kind: 'failed',
      finding: { message: `"${id}" came once more than the reply has.`, received, rule, at: one.reply.at },
    };
  }
  const missing = queue[next];
  if (missing === undefined && last !== undefined)
    return { kind: 'complete', last, messages: [...new Set(queue.map(({ message }) => message))] };
  return {
    kind: 'incomplete',
    missing:
      missing === undefined
        ? expectedReply(one.reply)
        : `"${missing.message}"${missing.repeat > 1 ? ` (number ${missing.number} of ${missing.repeat})` : ''}`,
  };
}

export function brokenFrame(frame: FrameRecord, id: MessageId): Details {
  return {
    message: `"${id}" came, but it breaks its schema: ${frame.invalid ?? 'it is not valid'}.`,
    received: describeFrame(frame),
    rule: `schema of the message "${id}"`,
  };
}

function misbound(
  reply: Reply,
  frame: FrameRecord,
  id: MessageId,
  bindings: BindingContext,
): Details | undefined {
  const payload = payloadOf(frame);
  if (payload === undefined) return undefined;
  const [breach] = judgeBindings(payload, reply.bind, bindings);
  if (breach === undefined) return undefined;
  const value = breach.received === undefined ? 'is absent' : `is ${JSON.stringify(breach.received)}`;
  const source =
    breach.binding.from.kind === 'request'
      ? `as in the request (${breach.binding.from.pointer === '' ? 'its payload' : breach.binding.from.pointer})`
      : 'as in the address';
  return {
    message: `"${id}" came, but ${breach.binding.into} ${value} and must be ${JSON.stringify(breach.expected)}, ${source}.`,
    received: describeFrame(frame),
    rule: breach.binding.basis === 'extension' ? 'x-countersign.bind' : 'correlationId',
    at: breach.binding.at,
  };
}

/** Why there is no reply: the connection is gone, something else came, or nothing did. */
function absent(
  context: CheckContext,
  one: ReplyCase,
  record: ConnectionRecord,
  frames: readonly FrameRecord[],
  missing: string,
): Details {
  const time = seconds(one.reply.within?.value ?? context.timing.deadline);
  const rule = one.reply.sequence === undefined ? 'AsyncAPI Operation Reply Object' : 'x-countersign.reply';
  const received = describeFrames(frames);
  if (record.close?.by === 'server')
    return {
      message: `The connection was closed with ${describeClose(record.close)} before ${missing} came.`,
      received:
        frames.length === 0 ? `closed with ${describeClose(record.close)}` : `${received}; then closed`,
      rule,
    };
  const ownAccord = pushedMessages(one.endpoint);
  const instead = frames.find(({ message }) => message === undefined || !ownAccord.has(message));
  if (instead !== undefined) {
    const what = instead.message === undefined ? 'A frame that fits no message' : `"${instead.message}"`;
    return {
      message: `${what} came, and no ${missing.replace(/^reply /, '')} within ${time}.`,
      received,
      rule,
    };
  }
  return { message: `No ${missing} came within ${time}.`, received, rule };
}

/** What the server may send at any time, whatever was asked. */
export function pushedMessages(endpoint: Endpoint): ReadonlySet<MessageId> {
  const explained = explainedMessages(endpoint);
  const invalid = endpoint.invalid?.value;
  const answers = new Set([
    invalid?.kind === 'reply' ? invalid.message : undefined,
    endpoint.otherwise?.value,
  ]);
  return new Set(
    [
      ...endpoint.operations.flatMap(({ kind, messages }) => (kind === 'push' ? messages : [])),
      ...explained,
    ].filter((id) => !answers.has(id)),
  );
}

function quoted(messages: readonly MessageId[]): string {
  return messages.map((id) => `"${id}"`).join(', ');
}
