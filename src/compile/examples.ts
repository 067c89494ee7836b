import { isJsonObject, type Json } from '../contract/json.ts';
import type { MessageExample } from '../contract/message.ts';
import type { MessageDeclaration } from './document/declarations.ts';
import { type DocumentNode, rawMember } from './document/document-node.ts';
import type { DocumentReader } from './document/document-reader.ts';
import { optional } from './document/optional.ts';

const EXAMPLE_KEYS: ReadonlySet<string> = new Set(['name', 'summary', 'headers', 'payload']);

/**
 * Message Example Objects, in the document's order. Older forms are understood too: the bare payload
 * (AsyncAPI 2.0) and `- name: { payload }` (Microcks). A message without any takes those of its payload's schema.
 */
export function readMessageExamples(
  reader: DocumentReader,
  message: MessageDeclaration,
  format: 'json' | 'text' | 'binary',
): readonly MessageExample[] {
  const own = message.examples.flatMap((node) => readExample(reader, node, format));
  if (own.length > 0 || message.examples.length > 0) return own;
  return reader
    .items(reader.child(message.payload, 'examples'))
    .map((node) => ({ payload: node.value, at: reader.at(node) }));
}

function readExample(
  reader: DocumentReader,
  node: DocumentNode,
  format: 'json' | 'text' | 'binary',
): readonly MessageExample[] {
  const { value } = node;
  const bare = (): MessageExample => ({ payload: value, at: reader.at(node) });
  if (!isJsonObject(value)) return [bare()];
  const keys = Object.keys(value);
  const payload = rawMember(node, 'payload');
  const standard = keys.every((key) => EXAMPLE_KEYS.has(key) || key.startsWith('x-'));
  if (standard && payload !== undefined) {
    return [named(reader, node, reader.text(node, 'name'), parsed(payload.value, format))];
  }
  if (standard && Object.hasOwn(value, 'headers')) return [];
  const [only, ...others] = keys;
  const inner = only !== undefined && others.length === 0 ? rawMember(node, only) : undefined;
  if (inner !== undefined && isJsonObject(inner.value) && Object.hasOwn(inner.value, 'payload')) {
    return [named(reader, inner, only, parsed(inner.value.payload as Json, format))];
  }
  return [bare()];
}

function named(
  reader: DocumentReader,
  node: DocumentNode,
  name: string | undefined,
  payload: Json,
): MessageExample {
  return {
    ...optional('name', name),
    ...optional('summary', reader.text(node, 'summary')),
    payload,
    at: reader.at(node),
  };
}

/** Microcks writes a JSON payload as text. */
function parsed(payload: Json, format: 'json' | 'text' | 'binary'): Json {
  if (format !== 'json' || typeof payload !== 'string' || !/^\s*[{[]/.test(payload)) return payload;
  return parseJson(payload) ?? parseJson(withQuotedTemplates(payload)) ?? payload;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** `{"age": {{ randomInt(18, 60) }}}` is JSON only after it was rendered; as a text of its own, its value keeps its type. */
function withQuotedTemplates(text: string): string {
  return text.replaceAll(
    /([:,[]\s*)(\{\{.*?\}\})(?=\s*[,}\]])/gs,
    (_, before: string, template: string) => before + JSON.stringify(template),
  );
}
