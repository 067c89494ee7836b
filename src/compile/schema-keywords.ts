import { isJsonObject, type Json } from '../contract/json.ts';

export { SCHEMA_LISTS, SCHEMA_MAPS, SINGLE_SCHEMAS } from '../schema/map-schema.ts';

/** What a copy does not need: references are rewritten, so nothing points into `definitions` any more. */
export const DROPPED: ReadonlySet<string> = new Set([
  '$id',
  '$schema',
  '$anchor',
  '$vocabulary',
  'definitions',
  '$defs',
  'externalDocs',
]);

/** What may stand beside a `$ref` in draft-07: everything else there is without effect. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
]);

const TYPE_NAMES: ReadonlySet<unknown> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
  'null',
]);

const isCount = (value: Json) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isNumber = (value: Json) => typeof value === 'number';
const isText = (value: Json) => typeof value === 'string';
const isFlag = (value: Json) => typeof value === 'boolean';
const isMap = (value: Json) => isJsonObject(value);
const isList = (value: Json) => Array.isArray(value) && value.length > 0;
const isTextList = (value: Json) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** What the value of a keyword must look like, so that one slip does not cost the whole schema. */
export const KEYWORD_VALUES: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) =>
    TYPE_NAMES.has(value) ||
    (Array.isArray(value) && value.length > 0 && value.every((item) => TYPE_NAMES.has(item))),
  enum: isList,
  required: isTextList,
  properties: isMap,
  patternProperties: isMap,
  dependentSchemas: isMap,
  dependentRequired: (value) => isJsonObject(value) && Object.values(value).every(isTextList),
  dependencies: isMap,
  allOf: isList,
  anyOf: isList,
  oneOf: isList,
  prefixItems: isList,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => typeof value === 'number' && value > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isFlag,
  pattern: isText,
  format: isText,
  title: isText,
  description: isText,
};
