import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer, parsePointer } from '../contract/json-pointer.ts';
import type { Message, MessageId } from '../contract/message.ts';
import type { Reply, RequestOperation } from '../contract/operation.ts';
import { requestsOf } from '../contract/queries.ts';
import type { SchemaId } from '../contract/schema.ts';
import { constantsOf } from '../schema/constants.ts';
import { isRequired } from '../schema/is-required.ts';
import { keyText, quoted } from './source-text.ts';
import { textTables } from './text-tables.ts';

/** What a generated client knows of an endpoint, as an object literal: how to tell its messages apart, and what answers what. */
export function clientTable(contract: Contract, endpoint: Endpoint): string {
  const { servers } = contract;
  const server = servers[endpoint.server];
  const serverMessages = endpoint.messages.server.flatMap((id) => contract.messages[id] ?? []);
  const plain = endpoint.messages.client.filter((id) => contract.messages[id]?.format === 'text');
  const texts = serverMessages.filter(({ format }) => format === 'text');
  const binary = serverMessages.find(({ format }) => format === 'binary')?.id;
  const json = serverMessages.filter(({ format }) => format === 'json');
  const marks = json.map((message) => marksOf(contract, message)).sort((a, b) => b.weight - a.weight);
  const replies = repliesOf(endpoint);
  return [
    '{',
    `  url: ${quoted(server === undefined ? 'ws://localhost' : `${server.protocol}://${server.host}`)},`,
    ...list(
      'server',
      marks.map((mark) => markText(mark, json.length === 1)),
    ),
    `  texts: [${textTables(contract, texts).join(', ')}],`,
    ...(binary === undefined ? [] : [`  binary: ${quoted(binary)},`]),
    `  plain: [${plain.map(quoted).join(', ')}],`,
    ...(replies.length === 0
      ? ['  replies: {},']
      : [
          '  replies: {',
          ...replies.flatMap(({ message, tables }) => [`    ${keyText(message)}: [`, ...tables, '    ],']),
          '  },',
        ]),
    '}',
  ].join('\n');
}

function list(key: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0
    ? [`  ${key}: [],`]
    : [`  ${key}: [`, ...entries.map((entry) => `    ${entry},`), '  ],'];
}

interface Marks {
  readonly id: MessageId;
  readonly constants: readonly (readonly [pointer: string, values: readonly Json[]])[];
  readonly required: readonly string[];
  readonly weight: number;
}

function marksOf(contract: Contract, { id, payload }: Message): Marks {
  if (payload === undefined) return { id, constants: [], required: [], weight: 0 };
  const constants = [...constantsOf(contract, payload)]
    .filter(([, values]) => values.size > 0)
    .map(([pointer, values]) => [pointer, [...values]] as const);
  const places = [...constants.map(([pointer]) => pointer), ...requiredKeys(contract, payload)];
  const required = [...new Set(places)].filter((pointer) => isRequired(contract, payload, pointer));
  // A constant says more than a property that is merely there.
  return { id, constants, required, weight: constants.length * 100 + required.length };
}

/** An endpoint with one message only need not ask which one it is. */
function markText({ id, constants, required }: Marks, isOnly: boolean): string {
  if (isOnly) return `[${quoted(id)}, {}, []]`;
  const values = constants.map(([pointer, all]) => `${quoted(pointer)}: [${all.map(scalarText).join(', ')}]`);
  return `[${quoted(id)}, {${values.length === 0 ? '' : ` ${values.join(', ')} `}}, [${required.map(quoted).join(', ')}]]`;
}

function scalarText(value: Json): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}

/** Pointers to the top-level properties that a schema names as required. */
function requiredKeys({ schemas }: Pick<Contract, 'schemas'>, id: SchemaId): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (schema: Json | undefined): void => {
    if (!isJsonObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (Array.isArray(schema.required)) {
      for (const name of schema.required) if (typeof name === 'string') found.add(formatPointer([name]));
    }
    if (typeof schema.$ref === 'string')
      visit(schemas[parsePointer(schema.$ref.replace(/^#/, ''))[1] ?? '']?.schema);
    if (Array.isArray(schema.allOf)) for (const part of schema.allOf) visit(part);
  };
  visit(schemas[id]?.schema);
  return [...found];
}

/** A request message, and what answers it. */
export interface RepliesOfMessage {
  readonly message: MessageId;
  /** Names of what may answer. Never empty. */
  readonly names: readonly MessageId[];
  readonly tables: readonly string[];
}

export function repliesOf(endpoint: Endpoint): readonly RepliesOfMessage[] {
  const found = new Map<MessageId, { names: Set<MessageId>; tables: string[] }>();
  for (const operation of requestsOf(endpoint)) {
    const names = namesOf(endpoint, operation);
    if (operation.reply === undefined || names.length === 0) continue;
    for (const message of operation.messages) {
      if (!endpoint.messages.client.includes(message)) continue;
      const entry = found.get(message) ?? { names: new Set(), tables: [] };
      found.set(message, entry);
      for (const name of names) entry.names.add(name);
      entry.tables.push(replyText(names, operation.reply));
    }
  }
  return [...found].map(([message, { names, tables }]) => ({ message, names: [...names], tables }));
}

/** A sequence is answered with its first message; the others come to `on`. */
function namesOf({ messages }: Endpoint, { reply }: RequestOperation): readonly MessageId[] {
  const first = reply?.sequence?.[0]?.message;
  const names = first === undefined ? (reply?.messages ?? []) : [first];
  return names.filter((name) => messages.server.includes(name));
}

const DEFAULT_WITHIN = 10_000;

function replyText(names: readonly MessageId[], { bind, within }: Reply): string {
  // A part of a text is nothing that the client compares.
  const equal = bind.flatMap(({ into, intoTexts, from }) =>
    from.kind === 'request' && (from.texts ?? intoTexts) === undefined
      ? [`[${quoted(into)}, ${quoted(from.pointer)}]`]
      : [],
  );
  return `      { messages: [${names.map(quoted).join(', ')}], equal: [${equal.join(', ')}], within: ${within?.value ?? DEFAULT_WITHIN} },`;
}
