import { ID_FIELDS } from '../contract/id-fields.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { MessageId } from '../contract/message.ts';
import type { MessageRegistry } from './messages.ts';
import { propertyNames } from './schema-properties.ts';
import type { SchemaCollector } from './schemas.ts';

/** Names that below the top speak of a request as well; `id` there is that of a thing. */
const NESTED_FIELDS: readonly string[] = ID_FIELDS.filter((name) => /^(?:req|corr|message|msg)/i.test(name));

/** The place at which all of these messages have an id of the request: at their top, else one level below. */
export function commonIdPlace(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  ids: readonly MessageId[],
): string | undefined {
  const all = (names: (id: MessageId) => ReadonlySet<string>): readonly string[] => {
    const [first = new Set<string>(), ...others] = ids.map(names);
    return [...first].filter((name) => others.every((known) => known.has(name)));
  };
  const shared = new Set(all((id) => namesAt(schemas, messages, id, '')));
  const top = ID_FIELDS.find((name) => shared.has(name));
  if (top !== undefined) return formatPointer([top]);
  for (const parent of shared) {
    const below = new Set(all((id) => namesAt(schemas, messages, id, formatPointer([parent]))));
    const field = NESTED_FIELDS.find((name) => below.has(name));
    if (field !== undefined) return formatPointer([parent, field]);
  }
  return undefined;
}

function namesAt(
  schemas: SchemaCollector,
  messages: MessageRegistry,
  id: MessageId,
  pointer: string,
): ReadonlySet<string> {
  const { payload } = messages.get(id);
  return payload === undefined ? new Set() : propertyNames(schemas, payload, pointer);
}
