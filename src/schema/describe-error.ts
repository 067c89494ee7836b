import type { ErrorObject } from 'ajv';
import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';

/** `/data/price is "12", and must be a number`: where, what stands there, what the schema wants. */
export function describeError(error: ErrorObject, value: Json): string {
  const where = error.instancePath === '' ? 'the payload' : error.instancePath;
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return `${where} lacks "${String(params.missingProperty)}"`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `${where} has "${String(params.additionalProperty ?? params.unevaluatedProperty)}", which the schema does not allow`;
    case 'type':
      return `${where} is ${show(readPointer(value, error.instancePath))}, and must be ${article(params.type)}`;
    case 'const':
      return `${where} is ${show(readPointer(value, error.instancePath))}, and must be ${show(params.allowedValue as Json)}`;
    case 'enum':
      return `${where} is ${show(readPointer(value, error.instancePath))}, and must be one of ${showList(params.allowedValues)}`;
    default:
      return `${where} is ${show(readPointer(value, error.instancePath))}, and ${error.message ?? `breaks ${error.keyword}`}`;
  }
}

/** Members of an `enum` that are named. */
const MOST_SHOWN = 20;

function show(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function showList(values: unknown): string {
  if (!Array.isArray(values)) return show(values as Json);
  const shown = values.slice(0, MOST_SHOWN).map((value) => show(value as Json));
  const more = values.length > shown.length ? ` and ${values.length - shown.length} others` : '';
  return `${shown.join(', ')}${more}`;
}

function article(type: unknown): string {
  const types = (Array.isArray(type) ? type : String(type).split(',')) as string[];
  return types
    .map((name) => (/^[aeiou]/.test(name) ? `an ${name}` : name === 'null' ? 'null' : `a ${name}`))
    .join(' or ');
}
