import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import type { Message, MessageId } from '../contract/message.ts';
import type { SchemaId } from '../contract/schema.ts';
import { validatorsOf } from '../schema/validators-of.ts';
import { createNames, type Names, pascalCase } from './names.ts';
import { docComment } from './source-text.ts';
import { directReferencesOf, referencesOf, type TypeSchema, typeSchema } from './type-schema.ts';

/** A type that the generated file declares. */
export interface PlannedType {
  readonly name: string;
  /** TSDoc, as lines; it stands before the declaration. */
  readonly doc: readonly string[];
  /** What the generator of types makes a declaration of; or the type itself. */
  readonly from: { readonly schema: TypeSchema } | { readonly type: string };
}

/** Which types a contract has, and what they are called. */
export interface TypePlan {
  /** In the order of the file. */
  readonly types: readonly PlannedType[];
  /** Message → name of its type. */
  readonly messages: ReadonlyMap<MessageId, string>;
  /** Still free names, for what else the file declares. */
  readonly names: Names;
}

/**
 * Names every message of the contract, and every schema that messages share or refer to. A message's type has the name of
 * the message; a schema that only one message uses has that name, too.
 */
export function planTypes(contract: Contract): TypePlan {
  const names = createNames();
  const used = messagesInUse(contract);
  const messages = new Map(
    used.map((id): [MessageId, string] => [
      id,
      names.take(pascalCase(id), `${pascalCase(id)}Message`, 'Message'),
    ]),
  );
  const owners = ownersOf(contract, used);
  const schemas = new Map<SchemaId, string>();
  for (const id of reachable(contract, used)) {
    const owner = owners.get(id);
    const own = pascalCase(id.split('/').at(-1) ?? '') || 'Schema';
    schemas.set(
      id,
      (owner === undefined ? undefined : messages.get(owner)) ?? names.take(own, `${own}Schema`),
    );
  }
  const circles = circlesOf(contract, [...schemas.keys()]);
  const declare = (id: SchemaId): PlannedType['from'] => ({
    schema: typeSchema(contract.schemas[id]?.schema, (target) =>
      circles.has(`${id} ${target}`) ? 'unknown' : (schemas.get(target) ?? 'unknown'),
    ),
  });
  const example = examples(contract);
  const planned = used.map((id): PlannedType => {
    const message = contract.messages[id] as Message;
    const { payload } = message;
    const name = messages.get(id) as string;
    const owned = payload !== undefined && owners.get(payload) === id;
    return {
      name,
      doc: docOf(message, owned ? contract.schemas[payload]?.schema : undefined, example(message)),
      from: owned ? declare(payload) : { type: typeOf(message, schemas) },
    };
  });
  const parts = [...schemas]
    .filter(([id]) => !owners.has(id))
    .map(([id, name]): PlannedType => {
      const schema = contract.schemas[id]?.schema;
      return { name, doc: docComment(descriptionOf(schema)), from: declare(id) };
    });
  return { types: [...planned, ...parts], messages, names };
}

/** Of the endpoints and companions; in the contract's order. */
function messagesInUse({ endpoints, companions, messages }: Contract): readonly MessageId[] {
  const used = new Set([
    ...endpoints.flatMap(({ messages: { client, server } }) => [...client, ...server]),
    ...companions.flatMap(({ request, responses }) => [
      ...request,
      ...responses.map(({ message }) => message),
    ]),
  ]);
  return Object.keys(messages).filter((id) => used.has(id));
}

/** Schema → the one message whose payload it is, where nothing else refers to it. */
function ownersOf(contract: Contract, used: readonly MessageId[]): ReadonlyMap<SchemaId, MessageId> {
  const referred = new Set(Object.values(contract.schemas).flatMap(({ schema }) => referencesOf(schema)));
  const owners = new Map<SchemaId, MessageId>();
  const shared = new Set<SchemaId>();
  for (const id of used) {
    const message = contract.messages[id];
    if (message?.payload === undefined || message.format === 'binary') continue;
    const payload = message.payload;
    const isSameName = pascalCase(payload.split('/').at(-1) ?? '') === pascalCase(id);
    if (owners.has(payload) || (referred.has(payload) && !isSameName)) shared.add(payload);
    else owners.set(payload, id);
  }
  for (const id of shared) owners.delete(id);
  return owners;
}

function reachable(contract: Contract, used: readonly MessageId[]): ReadonlySet<SchemaId> {
  const found = new Set<SchemaId>();
  for (const id of used) {
    const message = contract.messages[id];
    if (message?.payload !== undefined && message.format !== 'binary') found.add(message.payload);
  }
  for (const id of found) {
    for (const target of referencesOf(contract.schemas[id]?.schema)) {
      if (Object.hasOwn(contract.schemas, target)) found.add(target);
    }
  }
  return found;
}

function typeOf({ format, payload }: Message, schemas: ReadonlyMap<SchemaId, string>): string {
  if (format === 'binary') return 'Uint8Array';
  if (payload !== undefined) return schemas.get(payload) ?? 'unknown';
  return format === 'text' ? 'string' : 'unknown';
}

/** `a b`, where the schema a is b by way of references that come back to a: TypeScript has no such type. */
function circlesOf(contract: Contract, ids: readonly SchemaId[]): ReadonlySet<string> {
  const found = new Set<string>();
  const state = new Map<SchemaId, 'open' | 'done'>();
  for (const root of ids) {
    if (state.has(root)) continue;
    // With a stack of its own: a chain may be as long as the document.
    const stack: { readonly id: SchemaId; readonly next: Iterator<SchemaId> }[] = [];
    const enter = (id: SchemaId): void => {
      state.set(id, 'open');
      stack.push({ id, next: directReferencesOf(contract.schemas[id]?.schema)[Symbol.iterator]() });
    };
    enter(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { value: target, done } = top.next.next();
      if (done === true) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(target) === 'open') found.add(`${top.id} ${target}`);
      else if (!state.has(target)) enter(target);
    }
  }
  return found;
}

function docOf(message: Message, schema: Json | undefined, example: string | undefined): readonly string[] {
  const { title, summary } = message;
  const said = [title, summary].filter((text) => text !== undefined && text.trim() !== '');
  const more = descriptionOf(schema).filter((text) => text !== undefined && !said.includes(text));
  return docComment([...new Set([...said, ...more]), example]);
}

function descriptionOf(schema: Json | undefined): readonly (string | undefined)[] {
  if (typeof schema !== 'object' || schema === null || !('description' in schema)) return [];
  return typeof schema.description === 'string' ? [schema.description] : [];
}

/** Longer ones are no help in a tooltip. */
const LONGEST_EXAMPLE = 500;

/** The first example that keeps its own schema, as a TSDoc block. */
function examples(contract: Contract): (message: Message) => string | undefined {
  const validators = validatorsOf(contract);
  return ({ payload, format, examples: all }) => {
    if (format !== 'json') return undefined;
    const good = all.find((one) => payload === undefined || validators.valid(payload, one.payload));
    const text = good === undefined ? undefined : JSON.stringify(good.payload, null, 2);
    return text === undefined || text.length > LONGEST_EXAMPLE || text.includes('```')
      ? undefined
      : ['@example', '```json', text, '```'].join('\n');
  };
}
