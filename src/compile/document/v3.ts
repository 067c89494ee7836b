import { parsePointer } from '../../contract/json-pointer.ts';
import type { ProblemList } from '../problems.ts';
import { type ChannelFinder, createChannelFinder } from './channel-finder.ts';
import type {
  ChannelDeclaration,
  Declarations,
  MessageDeclaration,
  OperationDeclaration,
  ReplyDeclaration,
  SchemeDeclaration,
  SecurityDeclaration,
  ServerDeclaration,
} from './declarations.ts';
import { type DocumentNode, placeOf, rawMember } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';
import { optional } from './optional.ts';
import { readDescribed } from './read-described.ts';
import { readInfo } from './read-info.ts';
import { readMessage } from './read-message.ts';
import { readParameter } from './read-parameter.ts';
import { fillVariables, normalisePathname, parseServerAddress } from './server-address.ts';
import { readServerKeys } from './server-keys.ts';
import { withTraits } from './traits.ts';

/** AsyncAPI 3.x. */
export function readV3(reader: DocumentReader, problems: ProblemList): Declarations {
  const { root } = reader;
  const servers = reader
    .entries(reader.child(root, 'servers'))
    .map(([key, node]) => readServer(reader, key, node));
  const channels = reader
    .entries(reader.child(root, 'channels'))
    .map(([key, node]) => readChannel(reader, problems, servers, key, node));
  const finder = createChannelFinder(reader, problems, channels);
  const operations = reader
    .entries(reader.child(root, 'operations'))
    .flatMap(([id, node]) => readOperation(reader, problems, finder, id, node));
  return { ...readInfo(reader), servers, channels, operations };
}

function readServer(reader: DocumentReader, key: string, node: DocumentNode): ServerDeclaration {
  const fill = (name: string) => fillVariables(reader, node, reader.text(node, name) ?? '');
  const address = parseServerAddress(fill('host') || fill('url'));
  const below = parseServerAddress(`/${fill('pathname').replace(/^\/+/, '')}`);
  const query = [address.query, below.query].filter((part) => part !== undefined).join('&');
  const protocol = reader.text(node, 'protocol') ?? address.scheme ?? '';
  return {
    key,
    node,
    protocol: protocol.toLowerCase(),
    host: address.host,
    pathname: normalisePathname(`${address.pathname}${below.pathname}`),
    ...(query === '' ? {} : { query }),
    ...optional('description', reader.text(node, 'description')),
    ...optional('security', readSecurity(reader, reader.child(node, 'security'))),
    ...optional('extension', reader.child(node, 'x-countersign')),
  };
}

function readChannel(
  reader: DocumentReader,
  problems: ProblemList,
  declared: readonly ServerDeclaration[],
  key: string,
  node: DocumentNode,
): ChannelDeclaration {
  const address = addressOf(reader, problems, key, node);
  const bindings = reader.child(node, 'bindings');
  const servers = reader.child(node, 'servers');
  return {
    key,
    node,
    address,
    ...readDescribed(reader, node),
    ...optional(
      'servers',
      servers === undefined ? undefined : readServerKeys(reader, problems, servers, declared),
    ),
    parameters: reader
      .entries(reader.child(node, 'parameters'))
      .map(([name, parameter]) => readParameter(reader, name, parameter)),
    messages: reader
      .entries(reader.child(node, 'messages'))
      .map(([name, message]) => readMessage(reader, message, name)),
    ...optional('wsBinding', reader.child(bindings, 'ws')),
    ...optional('httpBinding', reader.child(bindings, 'http')),
    ...optional('extension', reader.child(node, 'x-countersign')),
  };
}

/** As AsyncAPI 2 had it, many a document has the address for a key. */
function addressOf(
  reader: DocumentReader,
  problems: ProblemList,
  key: string,
  node: DocumentNode,
): string | null | undefined {
  const said = reader.child(node, 'address')?.value;
  if (typeof said === 'string' || said === null) return said;
  if (!key.startsWith('/')) return undefined;
  problems.add({
    severity: 'info',
    rule: 'document.invalid',
    message: `Channel "${key}" has no address; its key is one, and is taken for it.`,
    at: reader.at(node),
    fix: `Write "address: ${key}".`,
  });
  return key;
}

function readOperation(
  reader: DocumentReader,
  problems: ProblemList,
  finder: ChannelFinder,
  id: string,
  plain: DocumentNode,
): readonly OperationDeclaration[] {
  const node = withTraits(reader, plain);
  const action = reader.text(node, 'action');
  if (action !== 'send' && action !== 'receive') {
    problems.add({
      severity: 'error',
      rule: 'document.invalid',
      message: `Operation "${id}" has no action.`,
      at: reader.at(reader.child(node, 'action') ?? node),
      fix: 'Write "action: send" or "action: receive", from the view of the described application.',
    });
    return [];
  }
  if (reader.child(node, 'channel') === undefined && rawMember(node, 'channel') === undefined) {
    problems.add({
      severity: 'error',
      rule: 'document.invalid',
      message: `Operation "${id}" has no channel.`,
      at: reader.at(node),
      fix: "Write channel: { $ref: '#/channels/…' }.",
    });
    return [];
  }
  const channel = finder.find(node);
  if (channel === undefined) return [];
  const reply = reader.child(node, 'reply');
  return [
    {
      id,
      node,
      action,
      channel: channel.key,
      ...optional('messages', readMessageList(reader, node, channel)),
      ...optional('reply', reply === undefined ? undefined : readReply(reader, finder, reply, channel)),
      ...readDescribed(reader, node),
      ...optional('security', readSecurity(reader, reader.child(node, 'security'))),
      ...optional('httpBinding', reader.child(reader.child(node, 'bindings'), 'http')),
      ...optional('extension', reader.child(node, 'x-countersign')),
    },
  ];
}

function readReply(
  reader: DocumentReader,
  finder: ChannelFinder,
  node: DocumentNode,
  requested: ChannelDeclaration,
): ReplyDeclaration {
  const channel = finder.find(node);
  return {
    node,
    ...optional('channel', channel?.key),
    ...optional('messages', readMessageList(reader, node, channel ?? requested)),
  };
}

/** Messages by reference; the channel's own declaration where the reference leads to one, so that its key counts. */
function readMessageList(
  reader: DocumentReader,
  owner: DocumentNode,
  channel: ChannelDeclaration,
): readonly MessageDeclaration[] | undefined {
  const list = reader.child(owner, 'messages');
  if (list === undefined) return undefined;
  const nodes = Array.isArray(list.value) ? reader.items(list) : reader.entries(list).map(([, node]) => node);
  return nodes.map((node) => {
    const passed = node.via.slice(1);
    const own =
      channel.messages.find(({ node: { via } }) => via[0] !== undefined && passed.includes(via[0])) ??
      channel.messages.find((message) => placeOf(message.node) === placeOf(node));
    return own ?? readMessage(reader, node, keyOf(node));
  });
}

/** The key under which an element stands where it was first referred to. */
function keyOf(node: DocumentNode): string {
  const place = node.via[1] ?? node.pointer;
  return parsePointer(place.slice(place.indexOf('#') + 1)).at(-1) ?? '';
}

/** A list of Security Scheme Objects: any one of them. */
function readSecurity(
  reader: DocumentReader,
  node: DocumentNode | undefined,
): SecurityDeclaration | undefined {
  if (node === undefined) return undefined;
  const schemes = reader
    .items(node)
    .map((scheme): SchemeDeclaration[] => [{ name: schemeName(scheme), node: scheme }]);
  return schemes.length === 0 ? undefined : { node, anyOf: schemes };
}

/** The key in `components.securitySchemes`, or a name made from where an inline scheme stands. */
export function schemeName(node: DocumentNode): string {
  const [, last = ''] = /\/securitySchemes\/([^/]+)$/.exec(node.pointer) ?? [];
  return last === '' ? node.pointer.slice(1).replaceAll('/', '.') : (parsePointer(`/${last}`)[0] ?? last);
}
