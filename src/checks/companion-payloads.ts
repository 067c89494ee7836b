import type { Companion } from '../contract/companion.ts';
import { messageOf } from '../contract/queries.ts';
import type { CheckContext, RequestChanges } from './check.ts';

/** One way to ask a companion. */
export interface CompanionPayload {
  /** The example's name, or `''` where there is only one way. */
  readonly name: string;
  readonly changes: RequestChanges;
}

/** Most examples of one message that are sent to a companion. */
const EXAMPLES = 10;

/** The bodies that the document has for a companion: each valid example, else a sample, else none. */
export function companionPayloads(context: CheckContext, companion: Companion): readonly CompanionPayload[] {
  if (companion.request.length === 0) return [{ name: '', changes: {} }];
  const found = companion.request.flatMap((id): readonly CompanionPayload[] => {
    const message = messageOf(context.contract, id);
    const good = message.examples.filter(
      ({ payload }) => message.payload === undefined || context.validators.valid(message.payload, payload),
    );
    if (good.length > 0)
      return good.slice(0, EXAMPLES).map((example, i) => ({
        name: example.name ?? `${id}-${i + 1}`,
        changes: { message: id, payload: example.payload },
      }));
    const payload = context.payload(id);
    return payload === undefined ? [] : [{ name: id, changes: { message: id, payload } }];
  });
  return found.length === 0 ? [{ name: '', changes: {} }] : found;
}
