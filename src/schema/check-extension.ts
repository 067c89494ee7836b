import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import { didYouMean, nearest } from '../errors/suggest.ts';

/** One mistake in an `x-countersign` object. */
export interface ExtensionError {
  /** RFC 6901, into the object: the key that is wrong, or the object that lacks one. */
  readonly pointer: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  readonly fix?: string;
}

const compiled = new WeakMap<JsonObject, Ajv>();

/** Holds `value` to `#/definitions/<definition>` of `schema`. Empty: nothing is wrong. */
export function checkExtension(
  schema: JsonObject,
  definition: string,
  value: Json,
): readonly ExtensionError[] {
  const validate = validatorOf(schema, definition);
  if (validate(value)) return [];
  return withoutEchoes(withoutBranches(validate.errors ?? [])).map(explain);
}

/** Our own schema needs no checking against the meta-schema, and compiles only as far as it is used. */
function validatorOf(schema: JsonObject, definition: string): ValidateFunction {
  let ajv = compiled.get(schema);
  if (ajv === undefined) {
    ajv = new Ajv({
      allErrors: true,
      verbose: true,
      strict: false,
      meta: false,
      validateSchema: false,
      inlineRefs: false,
      code: { optimize: false },
      keywords: ['fix'],
    });
    const { $schema: _, $id: __, ...rest } = schema;
    ajv.addSchema(rest, 'extension');
    compiled.set(schema, ajv);
  }
  const validate = ajv.getSchema(`extension#/definitions/${definition}`);
  if (validate === undefined) throw new RangeError(`The schema has no definition "${definition}".`);
  return validate as ValidateFunction;
}

/**
 * Where none of several forms fits, each form complains. Kept is the complaint of the form that was meant: the
 * one that got further in, or at least had the right type; else one sentence about all of them.
 */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') {
      if (
        !(error.keyword === 'if' || (error.keyword === 'required' && error.schemaPath.includes('/oneOf/')))
      ) {
        kept.push(error);
      }
      continue;
    }
    const path = error.instancePath;
    const isBranch = (other: ErrorObject) =>
      other.instancePath === path || other.instancePath.startsWith(`${path}/`);
    const branches = kept.filter(isBranch);
    const others = kept.filter((other) => !isBranch(other));
    const deeper = branches.filter(({ instancePath }) => instancePath.length > path.length);
    const meant =
      deeper.length > 0
        ? deeper
        : branches.filter(({ keyword }) => keyword !== 'type' && keyword !== 'const');
    kept = [...others, ...(meant.length > 0 && error.keyword === 'anyOf' ? meant : [...meant, error])];
  }
  return kept;
}

/** A key that is misspelt is also missing under its right name; and a bad name breaks `propertyNames` twice. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const isMisspelt = ({ instancePath, params }: ErrorObject) =>
    errors.some(
      (other) =>
        other.keyword === 'additionalProperties' &&
        other.instancePath === instancePath &&
        nearest(String(other.params.additionalProperty), [String(params.missingProperty)]) !== undefined,
    );
  return errors.filter(
    (error) => error.propertyName === undefined && !(error.keyword === 'required' && isMisspelt(error)),
  );
}

function explain(error: ErrorObject): ExtensionError {
  const { instancePath, keyword, params, parentSchema } = error;
  const fix =
    isJsonObject(parentSchema as Json) && typeof parentSchema?.fix === 'string'
      ? parentSchema.fix
      : undefined;
  const name = parsePointer(instancePath).at(-1);
  const what = name === undefined ? 'x-countersign' : /^\d+$/.test(name) ? `Item ${name}` : `"${name}"`;
  const withFix = (message: string, pointer = instancePath): ExtensionError => ({
    pointer,
    message,
    ...(fix === undefined ? {} : { fix }),
  });
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty);
    const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
    return {
      pointer: `${instancePath}/${escapeToken(key)}`,
      message: `${where(instancePath)} has no key "${key}".${didYouMean(key, known)}`,
      fix: known.length === 0 ? 'Remove it.' : `Known keys: ${known.join(', ')}.`,
    };
  }
  if (keyword === 'required') return withFix(`${what} lacks "${params.missingProperty}".`);
  if (keyword === 'enum')
    return withFix(`${what} must be ${list(params.allowedValues as readonly unknown[])}.`);
  if (keyword === 'const') return withFix(`${what} must be ${JSON.stringify(params.allowedValue)}.`);
  if (keyword === 'propertyNames') {
    const key = String(params.propertyName);
    return withFix(`"${key}" is no JSON Pointer.`, `${instancePath}/${escapeToken(key)}`);
  }
  if (keyword === 'type') return withFix(`${what} must be ${list([params.type].flat())}.`);
  if (keyword === 'pattern') return withFix(`${what} cannot be ${JSON.stringify(error.data)}.`);
  if (keyword === 'anyOf' || keyword === 'oneOf')
    return withFix(`${what} has none of the forms that it may have.`);
  return withFix(`${what} ${error.message ?? 'is wrong'}.`);
}

function where(instancePath: string): string {
  const path = parsePointer(instancePath).join('.');
  return path === '' ? 'x-countersign' : `x-countersign ${path}`;
}

function list(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
