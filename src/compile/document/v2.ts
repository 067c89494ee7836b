import { parsePointer } from '../../contract/json-pointer.ts';
import { didYouMean } from '../../errors/suggest.ts';
import type { ProblemList } from '../problems.ts';
import type {
  ChannelDeclaration,
  Declarations,
  MessageDeclaration,
  OperationDeclaration,
  SchemeDeclaration,
  SecurityDeclaration,
  ServerDeclaration,
} from './declarations.ts';
import type { DocumentNode } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';
import { optional } from './optional.ts';
import { readDescribed } from './read-described.ts';
import { readInfo } from './read-info.ts';
import { readMessage } from './read-message.ts';
import { readParameter } from './read-parameter.ts';
import { fillVariables, parseServerAddress } from './server-address.ts';
import { readServerKeys } from './server-keys.ts';
import { withTraits } from './traits.ts';

/**
 * AsyncAPI 2.x. Its `publish` is what others may send to the described application, so the application
 * receives it; `subscribe` is what it sends.
 */
export function readV2(reader: DocumentReader, problems: ProblemList): Declarations {
  const { root } = reader;
  const security = (node: DocumentNode) => readSecurity(reader, problems, reader.child(node, 'security'));
  const servers = reader
    .entries(reader.child(root, 'servers'))
    .map(([key, node]) => readServer(reader, key, node, security(node)));
  const channels: ChannelDeclaration[] = [];
  const operations: OperationDeclaration[] = [];
  for (const [key, node] of reader.entries(reader.child(root, 'channels'))) {
    const found = (['publish', 'subscribe'] as const).flatMap((verb) => {
      const operation = reader.child(node, verb);
      return operation === undefined
        ? []
        : [readOperation(reader, key, verb, withTraits(reader, operation), security)];
    });
    operations.push(...found);
    channels.push(readChannel(reader, problems, servers, key, node, found));
  }
  return { ...readInfo(reader), servers, channels, operations: withUniqueIds(operations) };
}

function readServer(
  reader: DocumentReader,
  key: string,
  node: DocumentNode,
  security: SecurityDeclaration | undefined,
): ServerDeclaration {
  const address = parseServerAddress(
    fillVariables(reader, node, reader.text(node, 'url') ?? reader.text(node, 'host') ?? ''),
  );
  return {
    key,
    node,
    protocol: (reader.text(node, 'protocol') ?? address.scheme ?? '').toLowerCase(),
    host: address.host,
    pathname: address.pathname,
    ...optional('query', address.query),
    ...optional('description', reader.text(node, 'description')),
    ...optional('security', security),
    ...optional('extension', reader.child(node, 'x-countersign')),
  };
}

function readChannel(
  reader: DocumentReader,
  problems: ProblemList,
  servers: readonly ServerDeclaration[],
  key: string,
  node: DocumentNode,
  operations: readonly OperationDeclaration[],
): ChannelDeclaration {
  const bindings = reader.child(node, 'bindings');
  const listed = reader.child(node, 'servers');
  return {
    key,
    node,
    address: reader.text(node, 'address') ?? key,
    ...readDescribed(reader, node),
    ...optional(
      'servers',
      listed === undefined ? undefined : readServerKeys(reader, problems, listed, servers),
    ),
    parameters: reader
      .entries(reader.child(node, 'parameters'))
      .map(([name, parameter]) => readParameter(reader, name, parameter)),
    messages: operations.flatMap(({ messages }) => messages ?? []),
    ...optional('wsBinding', reader.child(bindings, 'ws')),
    ...optional('httpBinding', reader.child(bindings, 'http')),
    ...optional('extension', reader.child(node, 'x-countersign')),
  };
}

function readOperation(
  reader: DocumentReader,
  channel: string,
  verb: 'publish' | 'subscribe',
  node: DocumentNode,
  security: (node: DocumentNode) => SecurityDeclaration | undefined,
): OperationDeclaration {
  const id = reader.text(node, 'operationId');
  const name = channel.replace(/^\/+|\/+$/g, '');
  return {
    id: id ?? (name === '' ? verb : `${name}.${verb}`),
    node,
    action: verb === 'publish' ? 'receive' : 'send',
    channel,
    messages: readMessages(reader, node, id ?? (name === '' ? verb : `${name}.${verb}`)),
    ...readDescribed(reader, node),
    ...optional('security', security(node)),
    ...optional('httpBinding', reader.child(reader.child(node, 'bindings'), 'http')),
    ...optional('extension', reader.child(node, 'x-countersign')),
  };
}

/** `message`: one Message Object, or `oneOf` several; some documents write the list itself. */
function readMessages(
  reader: DocumentReader,
  node: DocumentNode,
  operation: string,
): readonly MessageDeclaration[] {
  const message = reader.child(node, 'message');
  if (message === undefined) return [];
  const several = Array.isArray(message.value) ? message : reader.child(message, 'oneOf');
  const nodes = several === undefined ? [message] : reader.items(several);
  return nodes.map((item, index) => {
    const fallback = nodes.length === 1 ? operation : `${operation}.${index + 1}`;
    return readMessage(reader, item, messageKey(reader, item) ?? fallback);
  });
}

function messageKey(reader: DocumentReader, node: DocumentNode): string | undefined {
  const places = [node.pointer, ...node.via].map((place) => place.slice(place.indexOf('#') + 1));
  const key = places.map((place) => /^\/components\/messages\/([^/]+)$/.exec(place)?.[1]).find(Boolean);
  return (
    reader.text(node, 'messageId') ??
    (key === undefined ? undefined : parsePointer(`/${key}`)[0]) ??
    reader.text(node, 'name')
  );
}

/** Security Requirement Objects: any one of the list; each names one or more schemes, which must all hold. */
function readSecurity(
  reader: DocumentReader,
  problems: ProblemList,
  node: DocumentNode | undefined,
): SecurityDeclaration | undefined {
  if (node === undefined) return undefined;
  const schemes = reader.child(reader.child(reader.root, 'components'), 'securitySchemes');
  const names = reader.entries(schemes).map(([name]) => name);
  const anyOf: (readonly SchemeDeclaration[])[] = [];
  for (const requirement of reader.items(node)) {
    const declared = reader.entries(requirement);
    const known = declared.flatMap(([name, place]): SchemeDeclaration[] => {
      const scheme = reader.child(schemes, name);
      if (scheme !== undefined) return [{ name, node: scheme }];
      problems.add({
        severity: 'error',
        rule: 'document.invalid',
        message: `There is no security scheme "${name}".${didYouMean(name, names)}`,
        at: reader.at(place),
        fix: 'Declare it under components.securitySchemes.',
      });
      return [];
    });
    // An empty requirement means "no credential is fine too"; one of unknown schemes means nothing.
    if (known.length > 0 || declared.length === 0) anyOf.push(known);
  }
  return anyOf.length === 0 ? undefined : { node, anyOf };
}

function withUniqueIds(operations: readonly OperationDeclaration[]): readonly OperationDeclaration[] {
  const taken = new Set<string>();
  return operations.map((operation) => {
    let { id } = operation;
    for (let count = 2; taken.has(id); count += 1) id = `${operation.id}.${count}`;
    taken.add(id);
    return id === operation.id ? operation : { ...operation, id };
  });
}
