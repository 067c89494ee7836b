import type { Json } from '../contract/json.ts';
import type { Message, MessageId } from '../contract/message.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { messageOf } from '../contract/queries.ts';
import type { OutgoingFrame } from '../script/script.ts';
import { type ConnectionRecord, type FrameRecord, TRANSCRIPT_LIMIT } from '../transcript/transcript.ts';
import type { CheckContext } from './check.ts';

/** The data frames that the server sent from that step on. */
export function heard(record: ConnectionRecord, from = 0): readonly FrameRecord[] {
  return record.frames.filter(
    ({ from: party, kind, step }) =>
      party === 'server' && (kind === 'text' || kind === 'binary') && step >= from,
  );
}

/** The payload of a data frame; `undefined` where it is no JSON, or was too long to be kept. */
export function payloadOf(frame: FrameRecord): Json | undefined {
  if (frame.kind === 'binary') return frame.data;
  if (frame.data.length >= TRANSCRIPT_LIMIT) return undefined;
  return jsonOf(frame.data) ?? frame.data;
}

/** What a frame is when one asks whether it is `id`: that message, meant to be it, or something else. */
export function frameAs(
  context: CheckContext,
  frame: FrameRecord,
  id: MessageId,
): 'valid' | 'broken' | 'other' {
  if (frame.message === id) return frame.invalid === undefined ? 'valid' : 'broken';
  // Two messages may look alike; the recogniser names the one that it tried first.
  if (frame.also?.includes(id) === true) return 'valid';
  if (frame.message === undefined || frame.invalid !== undefined) return 'other';
  const message = messageOf(context.contract, id);
  const payload = payloadOf(frame);
  if (
    message.payload === undefined ||
    payload === undefined ||
    (message.format === 'binary') !== (frame.kind === 'binary')
  )
    return 'other';
  return context.validators.valid(message.payload, payload) ? 'valid' : 'other';
}

/**
 * The names under which `ids` may be recognised: their own, and those of messages that look the same, which the
 * recogniser may have tried first.
 */
export function namesOf(
  context: CheckContext,
  endpoint: string,
  ids: readonly MessageId[],
): readonly MessageId[] {
  const names = new Set(ids);
  const recogniser = context.recogniser(endpoint, 'server');
  for (const id of ids) {
    const message = messageOf(context.contract, id);
    for (const { payload } of message.examples.slice(0, 10)) {
      const recognition = recogniser.recognise(incoming(message, payload));
      if (recognition.kind === 'message') names.add(recognition.message);
    }
  }
  return [...names];
}

function incoming(
  message: Message,
  payload: Json,
): Parameters<ReturnType<CheckContext['recogniser']>['recognise']>[0] {
  if (message.format === 'binary')
    return { kind: 'binary', base64: typeof payload === 'string' ? payload : '', size: 0 };
  return {
    kind: 'text',
    text: message.format === 'text' && typeof payload === 'string' ? payload : JSON.stringify(payload),
  };
}

/** A payload as the frame that carries it. */
export function outgoing(message: Message, payload: Json): OutgoingFrame {
  switch (message.format) {
    case 'json':
      return { json: payload };
    case 'text':
      return { text: typeof payload === 'string' ? payload : JSON.stringify(payload) };
    case 'binary':
      return { base64: typeof payload === 'string' ? payload : '' };
  }
}
