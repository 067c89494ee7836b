import { isJsonObject, type Json, type JsonObject } from '../../contract/json.ts';
import { formatPointer } from '../../contract/json-pointer.ts';

/** What could stand in the place of a value, and which rule it would break. */
export interface BrokenValue {
  /** JSON Pointer from the value: `''`, or that of a property that is taken away or added. */
  readonly at: string;
  readonly keyword: string;
  readonly what: string;
  /** `undefined`: nothing. */
  readonly replacement: Json | undefined;
}

/** A property that nobody declares. */
const EXTRA = 'countersign';

/** A text is not made longer than that, whatever `maxLength` allows. */
const LONGEST = 100_000;

/** Candidates, for each keyword of the schema that speaks of such a value; whether they really break it is not looked at. */
export function brokenValues(schema: JsonObject, value: Json): readonly BrokenValue[] {
  const found: BrokenValue[] = [];
  const add = (keyword: string, what: string, replacement: Json | undefined, at = ''): void => {
    found.push({ at, keyword, what, replacement });
  };
  typeOf(schema, value, add);
  if (Object.hasOwn(schema, 'const')) {
    add('const', `is ${show(otherThan(value))}`, otherThan(value));
  } else if (Array.isArray(schema.enum)) add('enum', `is ${show(otherThan(value))}`, otherThan(value));
  if (typeof value === 'string') ofText(schema, value, add);
  if (typeof value === 'number') ofNumber(schema, value, add);
  if (Array.isArray(value)) ofArray(schema, value, add);
  if (isJsonObject(value)) ofObject(schema, value, add);
  return found;
}

type Add = (keyword: string, what: string, replacement: Json | undefined, at?: string) => void;

/** Values that no lenient reader takes for another type: `"1"` may pass for a number, an object does not. */
function typeOf(schema: JsonObject, value: Json, add: Add): void {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(
    (one): one is string => typeof one === 'string',
  );
  if (types.length === 0) return;
  const wanted = types.join(' or ');
  if (!types.includes('object')) add('type', `is an object and no ${wanted}`, { [EXTRA]: true });
  else add('type', `is a text and no ${wanted}`, EXTRA);
  if (!types.includes('null')) add('type', `is null and no ${wanted}`, null);
  if (types.includes('integer') && !types.includes('number') && typeof value === 'number')
    add('type', 'is no whole number', value + 0.5);
}

/** The same type, another value. */
function otherThan(value: Json): Json {
  if (typeof value === 'string') return `${value.slice(0, 20)}-${EXTRA}`;
  if (typeof value === 'number') return value + 1_000_003;
  return typeof value === 'boolean' ? !value : EXTRA;
}

function ofText({ minLength, maxLength, pattern, format }: JsonObject, value: string, add: Add): void {
  if (typeof minLength === 'number' && minLength > 0)
    add('minLength', `has ${minLength - 1} characters`, [...value].slice(0, minLength - 1).join(''));
  if (typeof maxLength === 'number' && maxLength < LONGEST)
    add('maxLength', `has ${maxLength + 1} characters`, longer(value, maxLength + 1));
  if (typeof pattern === 'string') {
    add('pattern', 'does not match its pattern', `${value.slice(0, 40)} §§`);
    add('pattern', 'is empty, and does not match its pattern', '');
  }
  if (typeof format === 'string') add('format', `is no ${format}`, `no ${format}`);
}

function longer(value: string, length: number): string {
  const filler = value === '' ? 'x' : value;
  return [...filler.repeat(Math.ceil(length / [...filler].length))].slice(0, length).join('');
}

function ofNumber(schema: JsonObject, value: number, add: Add): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number') add('minimum', `is ${minimum - 1}`, minimum - 1);
  if (typeof maximum === 'number') add('maximum', `is ${maximum + 1}`, maximum + 1);
  if (typeof exclusiveMinimum === 'number')
    add('exclusiveMinimum', `is ${exclusiveMinimum}`, exclusiveMinimum);
  if (typeof exclusiveMaximum === 'number')
    add('exclusiveMaximum', `is ${exclusiveMaximum}`, exclusiveMaximum);
  if (typeof multipleOf === 'number')
    add('multipleOf', `is no multiple of ${multipleOf}`, value + multipleOf / 2);
}

function ofArray({ minItems, maxItems, uniqueItems }: JsonObject, value: readonly Json[], add: Add): void {
  const [first = EXTRA] = value;
  if (typeof minItems === 'number' && minItems > 0)
    add('minItems', `has ${minItems - 1} items`, value.slice(0, minItems - 1));
  if (typeof maxItems === 'number' && maxItems < 1_000)
    add('maxItems', `has ${maxItems + 1} items`, [
      ...value,
      ...Array.from(
        { length: Math.max(0, maxItems + 1 - value.length) },
        (_, i) => value[i % value.length] ?? first,
      ),
    ]);
  if (uniqueItems === true && value.length > 0) add('uniqueItems', 'has an item twice', [...value, first]);
}

function ofObject(schema: JsonObject, value: JsonObject, add: Add): void {
  const { required, additionalProperties, unevaluatedProperties, maxProperties } = schema;
  for (const name of Array.isArray(required) ? (required as readonly Json[]) : [])
    if (typeof name === 'string' && Object.hasOwn(value, name))
      add('required', 'is missing', undefined, formatPointer([name]));
  if (additionalProperties === false || unevaluatedProperties === false)
    add(
      additionalProperties === false ? 'additionalProperties' : 'unevaluatedProperties',
      'is not declared',
      true,
      formatPointer([EXTRA]),
    );
  const present = Object.keys(value).length;
  if (typeof maxProperties === 'number' && maxProperties < 1_000)
    add('maxProperties', `has ${maxProperties + 1} properties`, {
      ...value,
      ...Object.fromEntries(
        Array.from({ length: Math.max(1, maxProperties + 1 - present) }, (_, i) => [
          `${EXTRA}${i + 1}`,
          true,
        ]),
      ),
    });
}

function show(value: Json): string {
  return JSON.stringify(value);
}
