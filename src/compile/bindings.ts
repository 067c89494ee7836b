import type { Binding } from '../contract/binding.ts';
import type { MessageId } from '../contract/message.ts';
import { type CompileContext, report } from './context.ts';
import type { ChannelDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';
import { commonIdPlace } from './id-places.ts';
import type { MessageRegistry } from './messages.ts';
import { mirrorOf } from './mirrors.ts';
import { schemasAt } from './schema-properties.ts';

/**
 * `x-countersign.bind`: pointer into the message that is sent → where the value comes from. Only a stream that comes
 * `afterReply` may take one from the reply.
 */
export function bindingsFromExtension(
  context: CompileContext,
  node: DocumentNode | undefined,
  afterReply = false,
): readonly Binding[] {
  const { reader } = context;
  return reader.entries(node).flatMap(([into, source]): Binding[] => {
    const { value } = source;
    if (typeof value !== 'string') return [];
    const at = reader.at(source);
    const pointer = payloadPointer(value);
    if (pointer !== undefined) return [{ into, from: { kind: 'request', pointer }, basis: 'extension', at }];
    const replied = afterReply ? pointerInto('reply', value) : undefined;
    if (replied !== undefined)
      return [{ into, from: { kind: 'reply', pointer: replied }, basis: 'extension', at }];
    if (value.includes('{{'))
      return [{ into, from: { kind: 'template', text: value }, basis: 'extension', at }];
    report(
      context,
      'error',
      'extension.invalid',
      source,
      value.startsWith('$reply.')
        ? `"${value}" is a place in a reply, and only what comes "after" a request has one.`
        : `"${value}" is neither a place in the request nor a template.`,
      'Write "$message.payload#/pointer" or "{{ template }}".',
    );
    return [];
  });
}

/** AsyncAPI: Runtime Expression. `$message.payload` is all of it. `undefined`: it is none, or not into the payload. */
export function payloadPointer(expression: string): string | undefined {
  return pointerInto('message', expression);
}

function pointerInto(what: 'message' | 'reply', expression: string): string | undefined {
  const [, named, pointer = ''] = /^\$(message|reply)\.payload(?:#(\/.*)?)?$/s.exec(expression) ?? [];
  if (named !== what) return undefined;
  return pointer === '/' ? '' : pointer;
}

/** Both ends declare a `correlationId`: what the request says there, the reply repeats. */
export function correlationBindings(
  context: CompileContext,
  messages: MessageRegistry,
  requests: readonly MessageId[],
  replies: readonly MessageId[],
): readonly Binding[] {
  const found: Binding[] = [];
  for (const reply of replies) {
    const into = messages.get(reply).correlation;
    const from = requests.map((id) => messages.get(id).correlation).find((pointer) => pointer !== undefined);
    if (into === undefined || from === undefined || found.some((binding) => binding.into === into)) continue;
    const place = messages.declaration(reply).correlation?.node ?? messages.declaration(reply).node;
    found.push({
      into,
      from: { kind: 'request', pointer: from },
      basis: 'document',
      at: context.reader.at(place),
    });
  }
  return found;
}

/** Address parameters that say where in the payload they come again (Parameter Object, `location`). */
export function parameterBindings(
  context: CompileContext,
  messages: MessageRegistry,
  channels: readonly ChannelDeclaration[],
  sent: readonly MessageId[],
): readonly Binding[] {
  const found = new Map<string, Binding>();
  for (const { address, parameters } of channels) {
    for (const { name, location, node } of parameters) {
      const into = location === undefined ? undefined : payloadPointer(location);
      if (into === undefined || into === '' || !address?.includes(`{${name}}`)) continue;
      const known = sent.every((id) => {
        const { payload } = messages.get(id);
        return payload !== undefined && schemasAt(context.schemas, payload, into).length > 0;
      });
      if (!known || found.has(into)) continue;
      const at = context.reader.at(node);
      found.set(into, { into, from: { kind: 'parameter', name }, basis: 'document', at });
    }
  }
  return [...found.values()];
}

/** An id that request and replies all have at one place, though the document does not say that it is repeated. */
export function inferredBindings(
  context: CompileContext,
  messages: MessageRegistry,
  requests: readonly MessageId[],
  replies: readonly MessageId[],
): readonly Binding[] {
  const place = commonIdPlace(context.schemas, messages, [...requests, ...replies]);
  const [first] = replies;
  if (place === undefined || first === undefined) return [];
  const { at } = messages.get(first);
  return [{ into: place, from: { kind: 'request', pointer: place }, basis: 'inferred', at }];
}

/** Where an answer names the request that it answers; nobody promised it, so `verify` only observes it. */
export function mirrorBindings(
  { schemas }: CompileContext,
  messages: MessageRegistry,
  requests: readonly MessageId[],
  replies: readonly MessageId[],
): readonly Binding[] {
  return replies.flatMap((reply): readonly Binding[] => {
    const mirrors = requests.map((request) => mirrorOf(schemas, messages, request, reply));
    const [first] = mirrors;
    if (first === undefined || mirrors.some((one) => one?.into !== first.into || one.from !== first.from))
      return [];
    const { at } = messages.get(reply);
    return [{ into: first.into, from: { kind: 'request', pointer: first.from }, basis: 'inferred', at }];
  });
}

/** Earlier ones win: one value per place. */
export function withoutDoubles(bindings: readonly Binding[]): readonly Binding[] {
  const seen = new Set<string>();
  return bindings.filter(({ into }) => !seen.has(into) && seen.add(into) !== undefined);
}
