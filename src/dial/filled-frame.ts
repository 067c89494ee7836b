import type { Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { says } from '../rules/exchange.ts';
import type { LateValue, OutgoingFrame } from '../script/script.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';

/** The frame with what the server has said by now; `undefined`: it has not said all of it. */
export function filledFrame(
  frame: OutgoingFrame,
  values: readonly LateValue[],
  record: Pick<ConnectionRecord, 'frames'>,
): OutgoingFrame | undefined {
  if (!('json' in frame)) return undefined;
  let { json } = frame;
  for (const late of values) {
    const value = lateValue(late, record);
    if (value === undefined) return undefined;
    json = writePointer(json, late.into, value);
  }
  return { json };
}

function lateValue(
  { since, messages, where, pointer }: LateValue,
  { frames }: Pick<ConnectionRecord, 'frames'>,
): Json | undefined {
  for (const { from, kind, step, message, also = [], data } of frames) {
    if (from !== 'server' || kind !== 'text' || step < since || message === undefined) continue;
    if (![message, ...also].some((id) => messages.includes(id))) continue;
    const payload = jsonOf(data);
    const isMeant = where.every((one) => says(payload, one, one.value));
    const value = isMeant ? readPointer(payload, pointer) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
