import type { Endpoint } from '../../contract/endpoint.ts';
import { isJsonObject, type Json } from '../../contract/json.ts';
import type { Message, MessageExample } from '../../contract/message.ts';
import type { Party } from '../../contract/party.ts';
import { type Block, badge, code, heading, type PageLink } from '../blocks.ts';
import type { Site } from '../site.ts';
import { proseOf } from './prose-of.ts';
import { schemaTable } from './schema-table.ts';

/** Of one message this many examples stand there; the others are folded up. */
const SHOWN_EXAMPLES = 2;

/** One message: what it is, what it looks like, and what each property means. */
export function messageBlocks(
  site: Site,
  message: Message,
  place: PageLink,
  from: Party | undefined,
): readonly Block[] {
  const { title, name, payload, contentType, format } = message;
  return [
    heading(3, place.id ?? '', [
      code(name),
      ...(from === undefined
        ? []
        : [
            ' ',
            badge(from === 'client' ? 'client sends' : 'server sends', from === 'client' ? 'info' : 'good'),
          ]),
    ]),
    ...(title !== undefined && title !== name ? [{ kind: 'paragraph', text: title } as const] : []),
    ...proseOf(message),
    ...(format === 'json' && contentType === 'application/json'
      ? []
      : [{ kind: 'paragraph', text: [FRAMES[format], ', ', code(contentType), '.'] } as const]),
    ...exampleBlocks(site, message),
    ...(payload === undefined
      ? [{ kind: 'paragraph', text: 'Any payload: the document has no schema for it.' } as const]
      : schemaTable(site.contract, payload)),
  ];
}

const FRAMES = { json: 'JSON in a text frame', text: 'A text frame', binary: 'A binary frame' } as const;

function exampleBlocks(site: Site, message: Message): readonly Block[] {
  const good = site.book.good(message.id);
  const broken = site.book.broken(message.id);
  const blocks: Block[] = good.slice(0, SHOWN_EXAMPLES).map((example) => exampleBlock(message, example));
  const rest = good.slice(SHOWN_EXAMPLES);
  if (rest.length > 0)
    blocks.push({
      kind: 'details',
      summary: `${rest.length} more ${rest.length === 1 ? 'example' : 'examples'}`,
      blocks: rest.slice(0, 20).map((example) => exampleBlock(message, example)),
    });
  if (good.length === 0 && message.format === 'json') {
    const made = site.book.best(message.id);
    if (made !== undefined && message.payload !== undefined)
      blocks.push({
        kind: 'code',
        language: 'json',
        text: payloadText(made.payload),
        title: 'Made up from the schema',
      });
  }
  for (const { example, why } of broken.slice(0, 5))
    blocks.push({
      kind: 'note',
      tone: 'bad',
      text: [
        `The document has an example`,
        ...(example.name === undefined ? [] : [' ', code(example.name)]),
        ' that breaks its own schema, and is left out: ',
        code(why),
        ` (${example.at.file}:${example.at.line}).`,
      ],
    });
  return blocks;
}

function exampleBlock(message: Message, { name, summary, payload }: MessageExample): Block {
  const title = summary ?? name ?? 'Example';
  return {
    kind: 'code',
    language: message.format === 'json' ? 'json' : 'text',
    text: payloadText(payload),
    title,
  };
}

/** Long texts in it, such as sound in base64, are cut for the eyes. */
export function payloadText(payload: Json): string {
  return typeof payload === 'string' ? cut(payload, 600) : JSON.stringify(shortened(payload), null, 2);
}

function shortened(value: Json): Json {
  if (typeof value === 'string') return cut(value, 160);
  if (Array.isArray(value)) return value.map(shortened);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** Every message that is said at an endpoint, the client's first, each once. */
export function messagesAt(
  { contract }: Site,
  { messages }: Endpoint,
): readonly (readonly [Message, Party])[] {
  const found = new Map<string, readonly [Message, Party]>();
  for (const from of ['client', 'server'] as const)
    for (const id of messages[from]) {
      const message = contract.messages[id];
      if (message !== undefined && !found.has(id)) found.set(id, [message, from]);
    }
  return [...found.values()];
}
