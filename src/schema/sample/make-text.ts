import { generateSync, type JsonSchema } from 'json-schema-faker';
import type { JsonObject } from '../../contract/json.ts';
import { patternSize } from './pattern-size.ts';

/** Formats that `ajv-formats` judges and json-schema-faker does not make. */
const FORMATS: Readonly<Record<string, string>> = {
  url: 'https://example.com/',
  'uri-template': 'https://example.com/{id}',
  regex: '^[a-z]+$',
  byte: 'Y291bnRlcnNpZ24=',
  binary: 'Y291bnRlcnNpZ24=',
  'iso-time': '12:00:00Z',
  'iso-date-time': '2026-01-01T12:00:00Z',
};

/** Formats that json-schema-faker makes. */
const FAKED = new Set([
  'date-time',
  'date',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
]);

/** Beyond this a pattern is not tried out here: one that backtracks would take for ever. */
const TRIED = 20;
const TRIES = 8;
/** Characters that a pattern may make. */
const LONGEST = 20_000;

/**
 * A text for `schema`. What satisfies a format seldom satisfies a pattern beside it, and the reverse, so each is
 * made by turns, as `rejections` counts.
 * @param untried patterns that must not be run
 */
export function makeText(
  schema: JsonObject,
  name: string,
  dice: number,
  rejections: number,
  untried: ReadonlySet<string>,
): string {
  const { pattern, format } = schema;
  const ways = [
    ...(typeof format === 'string' ? formatted(format, dice) : []),
    ...(typeof pattern === 'string' ? [() => patterned(schema, pattern, dice, untried.has(pattern))] : []),
  ];
  const way = ways[rejections % ways.length];
  return way === undefined ? named(name, dice, schema) : way();
}

function formatted(format: string, dice: number): readonly (() => string)[] {
  const fixed = FORMATS[format];
  if (fixed !== undefined) return [() => fixed];
  return FAKED.has(format) ? [() => fake({ type: 'string', format }, dice)] : [];
}

function patterned(schema: JsonObject, pattern: string, dice: number, isUntried: boolean): string {
  const { minLength, maxLength } = schema;
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const isFine = (text: string): boolean =>
    text.length >= least &&
    text.length <= most &&
    (isUntried || text.length > TRIED || matches(pattern, text));
  let text = '';
  for (let i = 0; i < TRIES; i += 1) {
    // The library repeats five times at most; an open repetition can as well be as long as the text must be.
    const repeated = i % 2 === 0 || least === 0 ? pattern : pattern.replaceAll(OPEN_REPETITION, `{${least}}`);
    if (patternSize(repeated) > LONGEST) continue;
    text = fake({ type: 'string', pattern: repeated }, dice + i);
    if (isFine(text)) return text;
  }
  return text;
}

/** `+` and `*`, unless they are escaped or in brackets. */
const OPEN_REPETITION = /(?<!\\)[+*](?![^[]*\])\??/g;

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function fake(schema: object, seed: number): string {
  try {
    return String(generateSync(schema as JsonSchema, { seed }));
  } catch {
    return '';
  }
}

/** Readable, and not always the same: `session_id-417`. */
function named(name: string, dice: number, { minLength, maxLength }: JsonObject): string {
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const text = `${name === '' ? 'text' : name}-${dice % 1_000}`.padEnd(Math.min(least, 10_000), 'x');
  return text.length > most ? text.slice(text.length - most) : text;
}
