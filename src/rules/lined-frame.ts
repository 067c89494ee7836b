import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { IncomingFrame } from './recognition.ts';

/** A media type of which one frame may hold several JSON texts, one in a line (https://github.com/ndjson/ndjson-spec). */
const LINED = /^application\/(x-)?(ndjson|jsonl|jsonlines)\b/i;

const lined = { client: new WeakMap<Endpoint, boolean>(), server: new WeakMap<Endpoint, boolean>() };

/**
 * The frames that one frame stands for: one for each line where a message of that direction is newline-delimited JSON;
 * elsewhere, and where it has one line only, the frame itself. Empty lines say nothing.
 */
export function linesOf(
  contract: Pick<Contract, 'messages'>,
  endpoint: Endpoint,
  from: 'client' | 'server',
  frame: IncomingFrame,
): readonly IncomingFrame[] {
  if (frame.kind !== 'text' || !frame.text.includes('\n')) return [frame];
  let isLined = lined[from].get(endpoint);
  if (isLined === undefined) {
    isLined = endpoint.messages[from].some((id) => LINED.test(contract.messages[id]?.contentType ?? ''));
    lined[from].set(endpoint, isLined);
  }
  if (!isLined) return [frame];
  const lines = frame.text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [frame] : lines.map((text) => ({ kind: 'text', text }));
}
