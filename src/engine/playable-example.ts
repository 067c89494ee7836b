import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { SchemaId } from '../contract/schema.ts';
import type { Validators } from '../schema/validators.ts';
import { createRandom } from './random.ts';
import { hasTemplate, renderTemplates } from './template.ts';

/** When examples with templates are tried: chance and time must not make a good example a bad one. */
const TRIALS: readonly { readonly now: number; readonly seed: number }[] = [
  { now: 0, seed: 1 },
  { now: Date.UTC(2026, 10, 30, 23, 59, 59, 987), seed: 2 },
];

/** Before an expression, so that what the two render to is a text. */
const AS_TEXT = "{{ '' }}";

/** The forms of a time that schemas ask for (JSON Schema, `format`), where an example has a bare `{{ now() }}`. */
const TIMES = ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", 'yyyy-MM-dd', "HH:mm:ss'Z'"].map(
  (pattern) => `{{ now(${pattern}) }}`,
);

/**
 * The payload of an example as the mock can play it; `undefined`: its schema forbids it. Where an expression renders to
 * a number and the schema wants a text, it becomes one, as it always is in Microcks; a time becomes one of the format
 * that the schema asks for. What an expression takes from the request, or from what another template has put aside, is
 * not known before, and is taken for good.
 *
 * @param putAside The names that templates of the contract `put` values under.
 */
export function playableExample(
  payload: Json,
  schema: SchemaId | undefined,
  validators: Validators,
  putAside: () => ReadonlySet<string>,
): Json | undefined {
  if (schema === undefined) return payload;
  if (!hasTemplate(payload)) return validators.valid(schema, payload) ? payload : undefined;
  let playable = payload;
  for (const trial of TRIALS) {
    const errors = validators.errors(schema, rendered(playable, trial));
    for (const { pointer, keyword } of errors) {
      const text = readPointer(playable, pointer);
      if (keyword !== 'type' || !isExpression(text)) continue;
      const forms = [AS_TEXT + text, ...(isNow(text) ? TIMES : [])].map((form) =>
        writePointer(playable, pointer, form),
      );
      const fits = (form: Json): boolean =>
        validators.errors(schema, rendered(form, trial)).every((error) => error.pointer !== pointer);
      playable = forms.find(fits) ?? forms[0] ?? playable;
    }
    const left = validators.errors(schema, rendered(playable, trial));
    const isOpen = (value: Json | undefined): boolean =>
      speaksOfRequest(value) || namesIn(value).some((name) => putAside().has(name));
    if (left.some(({ pointer }) => !isOpen(readPointer(playable, pointer)))) return undefined;
  }
  return playable;
}

/** Does a template in it take something from the request? Then it can only answer one (Microcks). */
export function speaksOfRequest(value: Json | undefined): boolean {
  if (typeof value === 'string') return /\{\{[^}]*\b(request|response)\.body/.test(value);
  if (Array.isArray(value)) return value.some(speaksOfRequest);
  return isJsonObject(value) && Object.values(value).some(speaksOfRequest);
}

/** The bare names in its templates: `{{ nick }}`. */
function namesIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string')
    return [...value.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name);
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return isJsonObject(value) ? Object.values(value).flatMap(namesIn) : [];
}

/** The names of `put(name)` in the templates of examples and bindings. */
export function namesPutAside({ messages, endpoints }: Contract): ReadonlySet<string> {
  const templates = [
    ...Object.values(messages).flatMap(({ examples }) => examples.map(({ payload }) => payload)),
    ...endpoints.flatMap(({ operations }) =>
      operations.flatMap((operation) => {
        const bind = operation.kind === 'push' ? operation.bind : (operation.reply?.bind ?? []);
        return bind.flatMap(({ from }) => (from.kind === 'template' ? [from.text] : []));
      }),
    ),
  ].filter(hasTemplate);
  const names = templates.flatMap((template) =>
    [...JSON.stringify(template).matchAll(/>\s*put\((\w+)\)/g)].map(([, name = '']) => name),
  );
  return new Set(names);
}

function isExpression(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\{\{(?:(?!\}\}).)*\}\}$/s.test(value);
}

function isNow(text: string): boolean {
  return /^\{\{\s*now\(\s*\)\s*\}\}$/.test(text);
}

function rendered(payload: Json, { now, seed }: (typeof TRIALS)[number]): Json {
  const random = createRandom(seed);
  return renderTemplates(payload, { request: {}, parameters: {}, now, random, memory: {} });
}
