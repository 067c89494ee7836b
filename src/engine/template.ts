import { isJsonObject, type Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import { formatDate } from './format-date.ts';
import type { Random } from './random.ts';

/** What the expressions of a template can see. */
export interface TemplateContext {
  /** The payload of the message that is answered. */
  readonly request: Json | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** What `put(name)` kept for this connection, and later templates of it read by that name. */
  readonly variables: Map<string, Json>;
}

const EXPRESSION = /\{\{\s*(.*?)\s*\}\}/gs;

/** Does any string in `value` hold a `{{ }}`? */
export function hasTemplate(value: Json): boolean {
  if (typeof value === 'string') return value.includes('{{');
  if (Array.isArray(value)) return value.some(hasTemplate);
  return isJsonObject(value) && Object.values(value).some(hasTemplate);
}

/** Every string of `value` rendered. */
export function renderTemplates(value: Json, context: TemplateContext): Json {
  if (typeof value === 'string') return renderTemplate(value, context);
  if (Array.isArray(value)) return value.map((item) => renderTemplates(item, context));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, renderTemplates(item, context)]),
  );
}

/**
 * The template language of Microcks (PEERS 4.2): `{{ uuid() }}`, `{{ request.body/symbol || 'AAPL' }}`.
 * A string that is nothing but one expression keeps the type of its value; what is unknown becomes the empty string.
 */
export function renderTemplate(text: string, context: TemplateContext): Json {
  const whole = /^\{\{\s*((?:(?!\}\}).)*?)\s*\}\}$/s.exec(text);
  if (whole !== null) return evaluate(whole[1] ?? '', context) ?? '';
  return text.replaceAll(EXPRESSION, (_, expression: string) => toText(evaluate(expression, context)));
}

/** Microcks' order: first `>` (redirect), then `||` (fallback), then the terms. */
function evaluate(expression: string, context: TemplateContext): Json | undefined {
  const [source = '', ...redirects] = expression.split('>');
  const value = evaluateAlternatives(source, context);
  for (const redirect of redirects) {
    const name = /^\s*put\((.+)\)\s*$/.exec(redirect)?.[1]?.trim();
    if (name !== undefined && value !== undefined) context.variables.set(name, value);
  }
  return value;
}

function evaluateAlternatives(expression: string, context: TemplateContext): Json | undefined {
  for (const alternative of expression.split('||')) {
    const value = evaluateOne(alternative.trim(), context);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

function evaluateOne(term: string, context: TemplateContext): Json | undefined {
  const literal = /^'(.*)'$|^"(.*)"$/s.exec(term);
  if (literal !== null) return literal[1] ?? literal[2];
  if (term.startsWith('request.body')) return readPointer(context.request, term.slice('request.body'.length));
  const parameter = /^request\.params\[(.+)\]$/.exec(term);
  if (parameter !== null) return context.parameters[parameter[1] ?? ''];
  if (context.variables.has(term)) return context.variables.get(term);
  const call = /^\$?([A-Za-z]+)(?:\((.*)\))?$/s.exec(term);
  if (call === null) return undefined;
  const args = call[2] === undefined || call[2].trim() === '' ? [] : splitArguments(call[2]);
  return callFunction(call[1] ?? '', args, context);
}

/** Commas inside quotes do not separate: date patterns have them. */
function splitArguments(text: string): readonly string[] {
  return (text.match(/(?:'[^']*'|[^,])+/g) ?? []).map((argument) => argument.trim());
}

function callFunction(
  name: string,
  args: readonly string[],
  { now, random }: TemplateContext,
): Json | undefined {
  const number = (index: number, otherwise: number): number => {
    const value = Number(args[index]);
    return args[index] === undefined || Number.isNaN(value) ? otherwise : value;
  };
  switch (name) {
    case 'now':
    case 'timestamp':
      return args[0] === undefined ? now : formatDate(now, args[0], args[1]);
    case 'uuid':
    case 'guid':
    case 'randomUUID':
      return random.uuid();
    case 'randomInt':
      return args.length >= 2
        ? random.integer(number(0, 0), number(1, 65_635))
        : random.integer(args.length === 1 ? 0 : -65_635, number(0, 65_635));
    case 'randomString':
      return random.text(number(0, 32));
    case 'randomBoolean':
      return random.integer(0, 1) === 1;
    case 'randomValue':
      return random.pick(args);
    default:
      return undefined;
  }
}

function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
