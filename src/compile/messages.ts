import { isJsonObject } from '../contract/json.ts';
import type { Message, MessageId } from '../contract/message.ts';
import type { Party } from '../contract/party.ts';
import { type CompileContext, report } from './context.ts';
import { dialectOfFormat } from './dialect.ts';
import type { MessageDeclaration } from './document/declarations.ts';
import { placeOf } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { describedAs } from './document/read-described.ts';
import { readMessageExamples } from './examples.ts';
import { payloadFormat } from './payload-format.ts';
import { senderByName } from './sender-words.ts';

/** Where a message is used: which channel, and under what key. */
export interface MessageUse {
  readonly channel: string;
  readonly message: MessageDeclaration;
}

/** Every message of the contract, under one id each. */
export interface MessageRegistry {
  idOf(message: MessageDeclaration): MessageId;
  get(id: MessageId): Message;
  declaration(id: MessageId): MessageDeclaration;
  /** Which side its name says that it comes from. */
  senderByName(id: MessageId): Party | undefined;
  /** The message that a person calls `name`, among some. */
  find(name: string, among: readonly MessageId[]): MessageId | undefined;
  ids(): readonly MessageId[];
  table(): Readonly<Record<MessageId, Message>>;
}

/**
 * Gives each message its id: its key in its channel, and `channel.key` where different messages have the same
 * key. The same definition met twice is one message.
 */
export function createMessageRegistry(context: CompileContext, uses: readonly MessageUse[]): MessageRegistry {
  const idByPlace = new Map<string, MessageId>();
  const firstUses = new Map<string, { use: MessageUse; places: string[]; names: Set<string> }>();
  const printByPlace = new Map<string, string>();
  for (const use of uses) {
    const { message } = use;
    const print = printByPlace.get(placeOf(message.node)) ?? fingerprint(message);
    printByPlace.set(placeOf(message.node), print);
    const known = firstUses.get(print);
    const entry = known ?? { use, places: [], names: new Set<string>() };
    entry.places.push(placeOf(message.node));
    entry.names.add(message.key);
    if (message.name !== undefined) entry.names.add(message.name);
    const component = /\/messages\/([^/]+)$/.exec(message.node.pointer)?.[1];
    if (component !== undefined) entry.names.add(component);
    if (known === undefined) firstUses.set(print, entry);
  }
  const keyCount = new Map<string, number>();
  for (const { use } of firstUses.values()) {
    keyCount.set(use.message.key, (keyCount.get(use.message.key) ?? 0) + 1);
  }
  const messages = new Map<
    MessageId,
    { message: Message; declaration: MessageDeclaration; names: Set<string> }
  >();
  for (const { use, places, names } of firstUses.values()) {
    const { key } = use.message;
    const base = keyCount.get(key) === 1 ? key : `${use.channel.replace(/^\/+|\/+$/g, '')}.${key}`;
    let id = base;
    for (let count = 2; messages.has(id); count += 1) id = `${base}-${count}`;
    for (const place of places) idByPlace.set(place, id);
    messages.set(id, { message: compileMessage(context, use.message, id), declaration: use.message, names });
  }

  function entryOf(id: MessageId) {
    const entry = messages.get(id);
    if (entry === undefined) throw new RangeError(`No message "${id}" was registered.`);
    return entry;
  }

  return {
    idOf(message) {
      const id = idByPlace.get(placeOf(message.node));
      if (id === undefined)
        throw new RangeError(`The message at ${placeOf(message.node)} was not registered.`);
      return id;
    },
    get: (id) => entryOf(id).message,
    declaration: (id) => entryOf(id).declaration,
    senderByName(id) {
      const { declaration, message } = entryOf(id);
      return senderByName(declaration.key) ?? senderByName(message.name);
    },
    find: (name, among) => among.find((id) => id === name) ?? among.find((id) => entryOf(id).names.has(name)),
    ids: () => [...messages.keys()],
    table: () => Object.fromEntries([...messages].map(([id, { message }]) => [id, message])),
  };
}

/** The same text in the same file is the same message, wherever it stands. */
function fingerprint({ key, node }: MessageDeclaration): string {
  try {
    return JSON.stringify([key, node.uri, node.value, node.under.map(placeOf)]);
  } catch {
    // Nested too deeply to be written out.
    return placeOf(node);
  }
}

function compileMessage(context: CompileContext, declaration: MessageDeclaration, id: MessageId): Message {
  const { reader } = context;
  const { node, payload, schemaFormat } = declaration;
  const dialect = dialectOfFormat(schemaFormat);
  if (payload !== undefined && dialect === undefined) {
    report(
      context,
      'warning',
      'document.invalid',
      payload,
      `Message "${id}" has a payload in the format "${schemaFormat}", which Countersign does not read: any payload fits it.`,
      'It reads AsyncAPI Schema, JSON Schema (draft-07, 2019-09, 2020-12), OpenAPI 3, Avro and Protobuf.',
    );
  }
  const declared = declaration.contentType ?? context.declarations.defaultContentType;
  const contentType = declared ?? (isPlainText(declaration) ? 'text/plain' : 'application/json');
  const format = payloadFormat(contentType, dialect === undefined ? undefined : payload?.value);
  if (format === 'binary' && isJsonObject(payload?.value) && payload.value.type === 'object') {
    report(
      context,
      'info',
      'document.invalid',
      payload,
      `Message "${id}" travels as bytes (${contentType}), which Countersign does not take apart: any bytes fit it.`,
      'Give it examples in Base64, so that the mock sends real ones.',
    );
  }
  const schema =
    payload === undefined || dialect === undefined
      ? undefined
      : context.schemas.collect(payload, `messages/${id}`, dialect);
  return {
    id,
    name: declaration.name ?? declaration.key,
    ...describedAs(declaration),
    contentType,
    format,
    ...optional('payload', schema),
    examples: readMessageExamples(reader, declaration, format),
    ...optional('correlation', correlationPointer(context, declaration, id)),
    at: reader.at(node),
  };
}

/** A payload that is nothing but a string travels as it is, unless the document says that it is JSON. */
function isPlainText({ payload, schemaFormat }: MessageDeclaration): boolean {
  const value = payload?.value;
  return schemaFormat === undefined && typeof value === 'object' && value !== null && 'type' in value
    ? value.type === 'string'
    : false;
}

function correlationPointer(
  context: CompileContext,
  { correlation }: MessageDeclaration,
  id: MessageId,
): string | undefined {
  if (correlation === undefined) return undefined;
  const pointer = /^\$message\.payload#(\/.*)$/s.exec(correlation.location)?.[1];
  if (pointer === undefined) {
    const header = correlation.location.startsWith('$message.header');
    report(
      context,
      'warning',
      'document.invalid',
      correlation.node,
      header
        ? `The correlation id of "${id}" is in a header, and WebSocket messages have no headers.`
        : `"${correlation.location}" is no place in a payload.`,
      'Write "location: $message.payload#/…".',
    );
  }
  return pointer;
}
