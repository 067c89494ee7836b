import type { Endpoint, InvalidPolicy, Keepalive } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import type { OperationId } from '../contract/operation.ts';
import type { Party } from '../contract/party.ts';
import { addressParameters, queryOfAddress } from './address-parameters.ts';
import { type CompileContext, report } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { describedAs } from './document/read-described.ts';
import { parseDuration } from './duration.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import { compileHandshake } from './handshake.ts';
import type { MessageRegistry } from './messages.ts';
import { compileOperations } from './operations.ts';
import { fromExtension, numberOf, textsOf } from './promised.ts';
import { reportUnknownName, resolveMessage } from './resolve-names.ts';
import { createSettings, type Settings } from './settings.ts';
import { parseSize } from './size.ts';
import { tagsOf } from './tags.ts';

/** One address, compiled. `companions` are the ids of the document's HTTP operations. */
export function compileEndpoint(
  context: CompileContext,
  messages: MessageRegistry,
  group: EndpointGroup,
  perspective: Party,
  companions: readonly OperationId[],
): Endpoint {
  const { reader } = context;
  const { channels, address } = group;
  const [server, ...alternatives] = group.servers;
  const [first] = channels;
  const settings = createSettings(context, server, channels);
  const known = knownMessages(messages, group);
  const greeting = settings.get('greeting');
  const greets = namedMessages(context, messages, greeting, known);
  const otherwise = settings.get('otherwise');
  const echo = resolveMessage(context, messages, otherwise, known, 'at this address');
  const invalid = settings.get('invalid');
  const invalidPolicy = readInvalid(context, messages, invalid, known);
  const keepalive = settings.get('keepalive');
  const keeps = readKeepalive(context, messages, keepalive, known);
  const payload = settings.get('limits', 'payload');
  const triggered = [
    ...(greets ?? []),
    ...(echo === undefined ? [] : [echo]),
    ...(invalidPolicy?.kind === 'reply' ? [invalidPolicy.message] : []),
    ...(keeps?.send === undefined ? [] : [keeps.send]),
  ];
  const compiled = compileOperations(context, messages, group, perspective, triggered);
  warnOfHeaders(context, messages, [...compiled.client, ...compiled.server]);
  return {
    id: group.id,
    ...describedAs(first ?? {}),
    ...optional('tags', tagsOf(context, [...channels, ...group.operations])),
    server: server?.key ?? '',
    ...optional('alternatives', alternatives.length > 0 ? alternatives.map(({ key }) => key) : undefined),
    channels: channels.map(({ key }) => key),
    address,
    parameters: addressParameters(context, address, channels),
    handshake: compileHandshake(
      context,
      server,
      channels,
      group.operations,
      settings,
      queryOfAddress(context, group.query, channels),
    ),
    messages: { client: compiled.client, server: compiled.server },
    operations: compiled.operations,
    ...optional('bindings', compiled.bindings),
    ...optional('greeting', fromExtension(context, greeting, greets)),
    ...optional('invalid', fromExtension(context, invalid, invalidPolicy)),
    ...optional('otherwise', fromExtension(context, otherwise, echo)),
    ...optional('keepalive', fromExtension(context, keepalive, keeps)),
    ...optional('payloadLimit', fromExtension(context, payload, parseSize(payload?.value))),
    ...optional('absent', readAbsent(context, settings, companions)),
    at: reader.at(first?.node ?? context.declarations.root),
  };
}

function knownMessages(
  messages: MessageRegistry,
  { channels, operations }: EndpointGroup,
): readonly MessageId[] {
  const declared = [
    ...channels.flatMap((channel) => channel.messages),
    ...operations.flatMap((operation) => [
      ...(operation.messages ?? []),
      ...(operation.reply?.messages ?? []),
    ]),
  ];
  return [...new Set(declared.map((message) => messages.idOf(message)))];
}

function namedMessages(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode | undefined,
  known: readonly MessageId[],
): readonly MessageId[] | undefined {
  if (node === undefined) return undefined;
  const items = Array.isArray(node.value) ? context.reader.items(node) : [node];
  const named = items.flatMap(
    (item) => resolveMessage(context, messages, item, known, 'at this address') ?? [],
  );
  return named.length === 0 ? undefined : named;
}

function readInvalid(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode | undefined,
  known: readonly MessageId[],
): InvalidPolicy | undefined {
  if (node?.value === 'ignore') return { kind: 'ignore' };
  const code = numberOf(context.reader.child(node, 'close'));
  if (code !== undefined) return { kind: 'close', code };
  const message = resolveMessage(
    context,
    messages,
    context.reader.child(node, 'reply'),
    known,
    'at this address',
  );
  return message === undefined ? undefined : { kind: 'reply', message };
}

/** `idle` is needed; `send` and `close` are what happens. */
function readKeepalive(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode | undefined,
  known: readonly MessageId[],
): Keepalive | undefined {
  const { reader } = context;
  const idle = parseDuration(reader.child(node, 'idle')?.value);
  if (idle === undefined) return undefined;
  const send = resolveMessage(context, messages, reader.child(node, 'send'), known, 'at this address');
  return {
    idle,
    ...optional('send', send),
    ...optional('ping', reader.child(node, 'ping')?.value === true ? (true as const) : undefined),
    ...optional('close', parseDuration(reader.child(node, 'close')?.value)),
    ...optional('code', numberOf(reader.child(node, 'code'))),
  };
}

function readAbsent(context: CompileContext, settings: Settings, companions: readonly OperationId[]) {
  const absent = settings.get('absent');
  if (absent?.value !== true) return undefined;
  const node = settings.get('fallback');
  const fallback = textsOf(context, node) ?? [];
  for (const name of fallback) {
    if (node !== undefined && !companions.includes(name)) {
      reportUnknownName(context, node, 'HTTP operation', name, companions, 'in the document');
    }
  }
  return fromExtension(context, absent, { fallback: fallback.filter((name) => companions.includes(name)) });
}

function warnOfHeaders(context: CompileContext, messages: MessageRegistry, ids: readonly MessageId[]): void {
  for (const id of ids) {
    const { headers } = messages.declaration(id);
    if (headers === undefined) continue;
    report(
      context,
      'warning',
      'document.invalid',
      headers,
      `Message "${id}" declares headers, and WebSocket messages have none.`,
      'Put what they hold into the payload, or into the headers of bindings.ws.',
    );
  }
}
