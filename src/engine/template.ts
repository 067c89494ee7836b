import { isJsonObject, type Json } from '../contract/json.ts';
import type { TemplateContext } from './template-context.ts';
import { compileExpression } from './template-expression.ts';

const EXPRESSION = /\{\{\s*(.*?)\s*\}\}/s;

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

type Template = (context: TemplateContext) => Json;

/** Compiled templates: a document has few, and they are rendered for every message. */
const compiled = new Map<string, Template>();
/** Enough for any document; what tests push must not fill memory. */
const COMPILED_LIMIT = 4_096;

/**
 * The template language of Microcks (PEERS 4.2): `{{ uuid() }}`, `{{ request.body/symbol || 'AAPL' }}`.
 * A string that is nothing but one expression keeps the type of its value; what is unknown becomes the empty string.
 */
export function renderTemplate(text: string, context: TemplateContext): Json {
  if (!text.includes('{{')) return text;
  let template = compiled.get(text);
  if (template === undefined) {
    template = compile(text);
    if (compiled.size >= COMPILED_LIMIT) compiled.clear();
    compiled.set(text, template);
  }
  return template(context);
}

function compile(text: string): Template {
  const whole = /^\{\{\s*((?:(?!\}\}).)*?)\s*\}\}$/s.exec(text)?.[1];
  if (whole !== undefined) {
    const expression = compileExpression(whole);
    return (context) => expression(context) ?? '';
  }
  // Splitting by a pattern with one group gives plain text and expressions by turns.
  const parts = text
    .split(EXPRESSION)
    .map((part, index) => (index % 2 === 0 ? part : compileExpression(part)));
  return (context) => parts.map((part) => (typeof part === 'string' ? part : toText(part(context)))).join('');
}

function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
