import type { Companion, CompanionResponse, CorsPolicy, Issue } from '../contract/companion.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import { isJsonObject } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Party } from '../contract/party.ts';
import type { Promised } from '../contract/promise.ts';
import { addressParameters, queryOfAddress } from './address-parameters.ts';
import { payloadPointer } from './bindings.ts';
import { type ChannelKind, isHttpServer } from './channel-kinds.ts';
import type { CompileContext } from './context.ts';
import { compileCredentials } from './credentials.ts';
import type { MessageDeclaration, OperationDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { describedAs } from './document/read-described.ts';
import { parseDuration } from './duration.ts';
import { originsOf } from './handshake.ts';
import { compileFields } from './handshake-fields.ts';
import { joinAddress } from './join-address.ts';
import type { MessageRegistry } from './messages.ts';
import { warnOfIdleKeys } from './operation-keys.ts';
import { fromExtension, textOf, textsOf } from './promised.ts';
import { refusalForms } from './refusals.ts';
import { replyMessages } from './replies.ts';
import { reportUnknownName } from './resolve-names.ts';
import { senderOf } from './senders.ts';
import { createSettings, type Settings } from './settings.ts';
import { tagsOf } from './tags.ts';

/** The HTTP operations of a channel: those with an `http` binding, or all where it is an HTTP address only. */
export function httpOperations({ http, ws, operations }: ChannelKind): readonly OperationDeclaration[] {
  if (http === undefined) return [];
  return ws === undefined ? operations : operations.filter(({ httpBinding }) => httpBinding !== undefined);
}

/** The client always asks; whichever side the document was written from. */
export function compileCompanions(
  context: CompileContext,
  messages: MessageRegistry,
  kind: ChannelKind,
  channels: readonly ChannelKind[],
  perspective: Party,
): readonly Companion[] {
  const operations = httpOperations(kind);
  // AsyncAPI 2 has no replies: `publish` is the request there, and `subscribe` on the same channel its answer.
  const asking = operations.filter(({ action }) => senderOf(action, perspective) === 'client');
  const answering = operations.filter((operation) => !asking.includes(operation));
  const pairs =
    asking.length > 0 && asking.every(({ reply }) => reply === undefined)
      ? asking.map((request) => ({ request, answers: answering }))
      : [
          ...asking.map((request) => ({ request, answers: [] as readonly OperationDeclaration[] })),
          ...answering.map((answer) => ({
            request: answer,
            answers: [answer] as readonly OperationDeclaration[],
          })),
        ];
  return pairs.map(({ request, answers }) =>
    compileCompanion(context, messages, kind, channels, request, answers),
  );
}

function compileCompanion(
  context: CompileContext,
  messages: MessageRegistry,
  kind: ChannelKind,
  channels: readonly ChannelKind[],
  operation: OperationDeclaration,
  answers: readonly OperationDeclaration[],
): Companion {
  const { reader } = context;
  const { channel, http: server } = kind;
  const { extension, httpBinding } = operation;
  warnOfIdleKeys(context, 'companion', operation);
  const group = { channels: channels.map((other) => other.channel) };
  const messagesOf = (one: OperationDeclaration): readonly MessageDeclaration[] =>
    one.messages ?? channel.messages;
  const replies = answers.length > 0 ? answers.flatMap(messagesOf) : replyMessages(group, operation);
  const sent = answers.includes(operation)
    ? []
    : messagesOf(operation).filter(
        (message) => operation.messages !== undefined || !replies.includes(message),
      );
  const binding = httpBinding ?? channel.httpBinding;
  const declaredMethod = reader.text(binding, 'method')?.toUpperCase();
  const hasBody = sent.some(({ payload }) => payload !== undefined);
  const method = declaredMethod ?? (hasBody ? 'POST' : 'GET');
  const bodiless = (method === 'GET' || method === 'HEAD') && !hasBody;
  const settings = createSettings(context, server, [channel]);
  const { address, query } = joinAddress(server?.pathname ?? '', channel.address ?? '');
  // A host that is only borrowed from the WebSocket server does not ask for the WebSocket's credential.
  const isOwnServer = server !== undefined && isHttpServer(server);
  return {
    id: operation.id,
    ...describedAs(operation.summary === undefined ? channel : operation),
    ...optional('title', operation.title ?? channel.title),
    ...optional('tags', tagsOf(context, [channel, operation])),
    server: server?.key ?? '',
    method,
    address,
    parameters: pathFields(context, address, kind),
    query: [
      ...queryOfAddress(context, query, [channel]),
      ...compileFields(context, reader.child(binding, 'query'), `operations/${operation.id}/query`),
    ],
    request: bodiless ? [] : idsOf(messages, sent),
    responses: responsesOf(messages, replies),
    credentials: compileCredentials(context, [
      isOwnServer ? server.security : undefined,
      operation.security,
      ...answers.filter((answer) => answer !== operation).map(({ security }) => security),
    ]),
    ...rolesOf(context, extension, settings),
    refuse: {
      ...optional('credentials', statusOf(context, 'credentials', extension, settings)),
      ...optional('role', statusOf(context, 'role', extension, settings)),
    },
    ...optional('issues', readIssues(context, reader.child(extension, 'issues'))),
    ...optional('cors', readCors(context, reader.child(extension, 'cors') ?? settings.get('cors'), settings)),
    ...everyOf(context, reader.child(extension, 'every')),
    at: reader.at(operation.node),
  };
}

function idsOf(messages: MessageRegistry, list: readonly MessageDeclaration[]): readonly MessageId[] {
  return [...new Set(list.map((message) => messages.idOf(message)))];
}

/** 200 where the http message binding has no `statusCode`. */
function responsesOf(
  messages: MessageRegistry,
  replies: readonly MessageDeclaration[],
): readonly CompanionResponse[] {
  return idsOf(messages, replies).map((message) => ({
    status: messages.declaration(message).statusCode ?? 200,
    message,
  }));
}

function pathFields(
  context: CompileContext,
  address: string,
  { channel }: ChannelKind,
): readonly HandshakeField[] {
  return addressParameters(context, address, [channel]).map(({ name, schema, examples, at }) => ({
    name,
    required: true,
    ...optional('schema', schema),
    ...optional('example', examples[0]),
    at,
  }));
}

function rolesOf(context: CompileContext, extension: DocumentNode | undefined, settings: Settings) {
  const node = context.reader.child(extension, 'roles') ?? settings.get('roles');
  return optional('roles', fromExtension(context, node, textsOf(context, node)));
}

/** The operation's own word, else the server's; of several forms the first that HTTP can say. */
function statusOf(
  context: CompileContext,
  reason: 'credentials' | 'role',
  extension: DocumentNode | undefined,
  settings: Settings,
): Promised<number> | undefined {
  const node =
    context.reader.child(context.reader.child(extension, 'refuse'), reason) ?? settings.get('refuse', reason);
  const status = refusalForms(node)?.flatMap((form) => ('status' in form ? [form.status] : []))[0];
  return fromExtension(context, node, status);
}

function everyOf(context: CompileContext, node: DocumentNode | undefined) {
  return optional('every', fromExtension(context, node, parseDuration(node?.value)));
}

function readIssues(context: CompileContext, node: DocumentNode | undefined): Promised<Issue> | undefined {
  const { reader } = context;
  const scheme = reader.child(node, 'scheme');
  if (node === undefined || typeof scheme?.value !== 'string') return undefined;
  const names = reader
    .entries(reader.child(reader.child(reader.root, 'components'), 'securitySchemes'))
    .map(([name]) => name);
  if (!names.includes(scheme.value)) {
    reportUnknownName(
      context,
      scheme,
      'security scheme',
      scheme.value,
      names,
      'in components.securitySchemes',
    );
  }
  const pointer = (key: string) => {
    const text = textOf(reader.child(node, key));
    return text === undefined || text.startsWith('/') ? text : payloadPointer(text);
  };
  return fromExtension(context, node, {
    scheme: scheme.value,
    ...optional('at', pointer('at')),
    ...optional('ttl', parseDuration(reader.child(node, 'ttl')?.value)),
    ...optional('role', pointer('role')),
  });
}

/** `origins` inside, else those that may open a WebSocket, else any. `credentials`: default false. */
function readCors(
  context: CompileContext,
  node: DocumentNode | undefined,
  settings: Settings,
): Promised<CorsPolicy> | undefined {
  if (node === undefined || !isJsonObject(node.value)) return undefined;
  const own = originsOf(context, context.reader.child(node, 'origins'));
  return fromExtension(context, node, {
    origins: own ?? originsOf(context, settings.get('origins')) ?? 'any',
    credentials: context.reader.child(node, 'credentials')?.value === true,
  });
}
