import { nameWords } from '../contract/name-words.ts';
import type { ChannelKind } from './channel-kinds.ts';
import { type CompileContext, report } from './context.ts';
import type { ChannelDeclaration, MessageDeclaration } from './document/declarations.ts';
import { DISCRIMINATORS } from './infer-replies.ts';

/**
 * Many documents give each message a channel (`session.update`, `sendMessage`), and the URL of the server is that of
 * the one WebSocket that carries them all. They are known by this: the server has a pathname, and each channel's
 * address is no path, but what one of its messages is called; or the channels only sort the conversation by who
 * speaks. Their address is then that of the server.
 */
export function gatherTopics(context: CompileContext, kinds: readonly ChannelKind[]): readonly ChannelKind[] {
  const addressed = kinds.filter(({ channel, ws }) => ws !== undefined && channel.address);
  const [first] = addressed;
  if (first === undefined || addressed.length < 2) return kinds;
  if (!addressed.every(isPlainWord)) return kinds;
  if (!addressed.every((kind) => isTopic(context, kind)) && !isSplit(addressed)) return kinds;
  const pathname = first.ws?.[0]?.pathname ?? '';
  const names = addressed.map(({ channel }) => `"${channel.address}"`);
  report(
    context,
    'info',
    'document.invalid',
    context.reader.child(context.declarations.root, 'channels') ?? first.channel.node,
    `${names.slice(0, 2).join(', ')}${names.length > 2 ? ` and ${names.length - 2} more` : ''} are read as names of messages, not as paths: all of them travel on the one WebSocket at ${pathname}.`,
    `Gather them in one channel with the address "/"; or, if they are paths below ${pathname}, begin them with a slash.`,
  );
  return kinds.map((kind) =>
    addressed.includes(kind) ? { ...kind, channel: withoutAddress(kind.channel) } : kind,
  );
}

/** What is said of one message is not said of the address. */
function withoutAddress({ title, summary, description, ...channel }: ChannelDeclaration): ChannelDeclaration {
  return { ...channel, address: '/' };
}

/** No path, nothing in it to fill in, no binding of its own, and a server that has a pathname. */
function isPlainWord({ channel, ws, http }: ChannelKind): boolean {
  return (
    !/^\/|[{?]|:\/\//.test(channel.address ?? '') &&
    http === undefined &&
    channel.wsBinding === undefined &&
    ws?.every(({ pathname }) => pathname !== '') === true
  );
}

/**
 * The server's URL names a WebSocket (`/api/ws`), one side speaks in some of the channels, the other side in the
 * others, and nowhere both: one conversation, sorted by who speaks.
 */
function isSplit(kinds: readonly ChannelKind[]): boolean {
  const actions = kinds.map(({ operations }) => new Set(operations.map(({ action }) => action)));
  return (
    kinds.every(({ ws }) =>
      ws?.every(({ pathname }) => /\/(ws|wss|websockets?|socket|realtime)$/i.test(pathname)),
    ) &&
    kinds.every(({ channel }) => !channel.address?.includes('/')) &&
    actions.every(({ size }) => size === 1) &&
    new Set(actions.flatMap((set) => [...set])).size === 2
  );
}

/** One of its messages is called what the address says. */
function isTopic(context: CompileContext, { channel, operations }: ChannelKind): boolean {
  const address = channel.address ?? '';
  const topic = nameWords(address).join(' ');
  const messages = [...channel.messages, ...operations.flatMap((operation) => operation.messages ?? [])];
  return messages.some((message) =>
    namesOf(context, message).some((name) => nameWords(name).join(' ') === topic),
  );
}

/** What the document calls the message, and the constant that its frames carry; not what it was called after its channel. */
function namesOf(
  { reader }: CompileContext,
  { key, node, name, payload }: MessageDeclaration,
): readonly string[] {
  const properties = reader.child(payload, 'properties');
  const constants = DISCRIMINATORS.flatMap((property) => {
    const schema = reader.child(properties, property);
    const values = reader.child(schema, 'enum')?.value;
    const only = Array.isArray(values) && values.length === 1 ? values[0] : undefined;
    const value = reader.child(schema, 'const')?.value ?? only ?? literalOf(reader.text(schema, 'pattern'));
    return typeof value === 'string' ? [value] : [];
  });
  const isShared = [node.pointer, ...node.via].some((place) => place.includes('/components/messages/'));
  return [...(isShared ? [key] : []), ...(name === undefined ? [] : [name]), ...constants];
}

/** `^Login$` → `Login`. */
function literalOf(pattern: string | undefined): string | undefined {
  return /^\^([\w./:-]+)\$$/.exec(pattern ?? '')?.[1];
}
