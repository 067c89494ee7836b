import { isJsonObject, type Json } from '../../contract/json.ts';
import { jsonOf } from '../../contract/parse-json.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { BadCall } from './bad-call.ts';

/** A value of the query as it must be; absent: `undefined`. Throws `BadCall`. */
export function queryNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new BadCall(400, `"${text}" is no whole number.`, { at: `query.${name}`, fix: `Write ${name}=7.` });
}

/** JSON, or a plain word as a text. */
export function queryJson(query: URLSearchParams, name: string): Json | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = jsonOf(text);
  if (value !== undefined) return value;
  throw new BadCall(400, `"${text}" is no JSON.`, {
    at: `query.${name}`,
    fix: `Write ${name}={"symbol":"AAPL"}, percent-encoded.`,
  });
}

/** Only these may stand in the query: a slip would otherwise filter nothing, and a test would pass for nothing. */
export function onlyQuery(query: URLSearchParams, names: readonly string[]): void {
  for (const name of query.keys()) {
    if (names.includes(name)) continue;
    throw new BadCall(400, `There is no query parameter "${name}" here.${didYouMean(name, names)}`, {
      at: `query.${name}`,
      fix: names.length === 0 ? 'Leave it out.' : `It takes ${names.join(', ')}.`,
    });
  }
}

type FieldType = 'string' | 'integer' | 'strings' | 'any';

interface FieldTypes {
  readonly string: string;
  readonly integer: number;
  readonly strings: readonly string[];
  readonly any: Json;
}

type Fields<Spec extends Readonly<Record<string, FieldType>>> = {
  readonly [Name in keyof Spec]: FieldTypes[Spec[Name]] | undefined;
};

/** The fields of a JSON body, each of its type or absent. Throws `BadCall`. */
export function bodyFields<Spec extends Readonly<Record<string, FieldType>>>(
  body: Json | undefined,
  spec: Spec,
): Fields<Spec> {
  const names = Object.keys(spec);
  const value = body ?? {};
  if (!isJsonObject(value))
    throw new BadCall(400, 'The body is no JSON object.', { at: 'body', fix: `Send {"${names[0]}": …}.` });
  for (const [name, field] of Object.entries(value)) {
    const type = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (type === undefined)
      throw new BadCall(400, `There is no field "${name}" here.${didYouMean(name, names)}`, {
        at: `body.${name}`,
        fix: `It takes ${names.join(', ')}.`,
      });
    if (!isOf(type, field)) throw new BadCall(400, `It must be ${WORDS[type]}.`, { at: `body.${name}` });
  }
  // Each field was held to its type just now; the compiler cannot follow a loop over it.
  return value as unknown as Fields<Spec>;
}

const WORDS: Readonly<Record<FieldType, string>> = {
  string: 'a text',
  integer: 'a whole number',
  strings: 'a list of texts',
  any: 'JSON',
};

function isOf(type: FieldType, value: Json): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'any':
      return true;
  }
}

/** A field that must be there. */
export function demanded<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new BadCall(400, `The field "${name}" is missing.`, {
    at: `body.${name}`,
    fix: `Send {"${name}": …}.`,
  });
}
