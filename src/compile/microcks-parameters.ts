import { isJsonObject, type Json } from '../contract/json.ts';
import type { CompileContext } from './context.ts';
import type { ChannelDeclaration, ParameterDeclaration } from './document/declarations.ts';

/**
 * Values of a parameter that are known to be good. Microcks writes `Name:value`, where `Name` is an example of a
 * message; any other colon is a part of the value. What is not in the `enum` is no example of it.
 */
export function parameterExamples(
  { reader }: CompileContext,
  channels: readonly ChannelDeclaration[],
  { examples, enum: members }: ParameterDeclaration,
): readonly string[] {
  const names = new Set(
    channels.flatMap(({ messages }) =>
      messages.flatMap((message) =>
        message.examples.flatMap((node) => reader.text(node, 'name') ?? onlyKey(node.value)),
      ),
    ),
  );
  const values = examples.map((example) => {
    const colon = example.indexOf(':');
    return colon > 0 && names.has(example.slice(0, colon)) ? example.slice(colon + 1) : example;
  });
  return [...new Set(values)].filter((value) => members === undefined || members.includes(value));
}

/** `- laurent: { payload }`, as Microcks named examples before AsyncAPI did. */
function onlyKey(value: Json): readonly string[] {
  const keys = isJsonObject(value) ? Object.keys(value) : [];
  return keys.length === 1 ? keys : [];
}
