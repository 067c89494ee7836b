import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { ReplyDispatch } from '../contract/operation.ts';
import type { SchemaId } from '../contract/schema.ts';
import { didYouMean } from '../errors/suggest.ts';
import { type CompileContext, report } from './context.ts';
import type { OperationDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';
import { plainText } from './document/plain-text.ts';
import type { MessageRegistry } from './messages.ts';
import { type DispatchCase, jsonBodyCases } from './microcks-json-body.ts';
import { microcksOperation } from './microcks-timing.ts';

/** `dispatcher` and `dispatcherRules` of `x-microcks-operation`; `answers` are the messages that may answer. */
export function microcksDispatch(
  context: CompileContext,
  messages: MessageRegistry,
  operation: OperationDeclaration,
  answers: readonly MessageId[],
): ReplyDispatch | undefined {
  const node = microcksOperation(context, operation);
  const dispatcher = context.reader.child(node, 'dispatcher');
  if (node === undefined || dispatcher === undefined) return undefined;
  const rules = context.reader.child(node, 'dispatcherRules');
  const found = read(context, dispatcher, rules ?? dispatcher, plainText(dispatcher.value), rules?.value);
  if (found === undefined) return undefined;
  const names = answers.flatMap((id) => messages.get(id).examples.flatMap(({ name }) => name ?? []));
  const cases = found.cases.flatMap(({ when, example }, index): ReplyDispatch['cases'] => {
    if (!names.includes(example)) {
      const message = `No reply has an example "${example}".${didYouMean(example, names)}`;
      report(context, 'warning', 'document.invalid', rules ?? node, message, 'Name an example of the reply.');
      return [];
    }
    return [
      { ...(when === undefined ? {} : { when: collect(context, operation, node, index, when) }), example },
    ];
  });
  const { otherwise } = found;
  if (cases.length === 0 && otherwise === undefined) return undefined;
  return { cases, ...(otherwise === undefined ? {} : { otherwise }) };
}

interface Dispatch {
  readonly cases: readonly DispatchCase[];
  readonly otherwise?: 'in-turn' | 'random';
}

function read(
  context: CompileContext,
  node: DocumentNode,
  at: DocumentNode,
  dispatcher: string,
  rules: Json | undefined,
): Dispatch | undefined {
  switch (dispatcher.toUpperCase()) {
    case 'SEQUENCE':
      return { cases: [], otherwise: 'in-turn' };
    case 'RANDOM':
      return { cases: [], otherwise: 'random' };
    case 'JSON_BODY': {
      const cases = jsonBodyCases(parsed(rules));
      if (cases === undefined) {
        const message = 'The rules of the dispatcher JSON_BODY are not understood.';
        report(context, 'warning', 'document.invalid', at, message, JSON_BODY_FIX);
      }
      return cases === undefined ? undefined : { cases };
    }
    case 'FALLBACK': {
      const inner = parsed(rules);
      if (
        !isJsonObject(inner) ||
        typeof inner.dispatcher !== 'string' ||
        typeof inner.fallback !== 'string'
      ) {
        const message = 'The rules of the dispatcher FALLBACK are not understood.';
        report(context, 'warning', 'document.invalid', at, message, FALLBACK_FIX);
        return undefined;
      }
      const of = read(context, node, at, inner.dispatcher, inner.dispatcherRules);
      return of?.otherwise === undefined
        ? { cases: [...(of?.cases ?? []), { example: inner.fallback }] }
        : of;
    }
    default:
      report(
        context,
        'info',
        'document.invalid',
        node,
        `The dispatcher ${dispatcher} is not run; the mock answers as if it were not there.`,
        'JSON_BODY, FALLBACK, SEQUENCE and RANDOM are.',
      );
      return undefined;
  }
}

const JSON_BODY_FIX =
  'Write {"exp": "/type", "operator": "equals", "cases": {"ping": "pong", "default": "other"}}.';
const FALLBACK_FIX = 'Write {"dispatcher": "JSON_BODY", "dispatcherRules": "…", "fallback": "other"}.';

/** Rules are a text of JSON; in YAML some write them out. */
function parsed(rules: Json | undefined): Json | undefined {
  if (typeof rules !== 'string') return rules;
  try {
    return JSON.parse(rules) as Json;
  } catch {
    return undefined;
  }
}

/** A schema that stands nowhere in the document: it is located at the operation's `x-microcks-operation`. */
function collect(
  { schemas }: CompileContext,
  { id }: OperationDeclaration,
  node: DocumentNode,
  index: number,
  schema: JsonObject,
): SchemaId {
  const place = `cases/${index}`;
  const made = { uri: node.uri, pointer: `${node.pointer}/${place}`, value: schema, under: [], via: [] };
  return schemas.collect(made, `operations/${id}/dispatch/${place}`);
}
