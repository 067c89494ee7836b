import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { ContractSchema, Schema, SchemaId } from '../contract/schema.ts';
import { describeError } from './describe-error.ts';
import { createFuel, type Fuel, needsFuel, OutOfFuel } from './fuel.ts';
import { type PatternRunner, patternRunner } from './patterns/run-pattern.ts';
import { withoutGuarded } from './patterns/without-guarded.ts';
import type { SchemaError, Validators } from './validators.ts';

// The package is CommonJS: its default export is the function itself or, for some loaders, an object that holds it.
type AddFormats = (ajv: Ajv) => unknown;
const addFormats: AddFormats =
  (addFormatsModule as unknown as { default?: AddFormats }).default ??
  (addFormatsModule as unknown as AddFormats);

/** The base URI of `Contract.schemas`; `#/schemas/<id>` inside a schema is relative to it. */
const BASE = 'countersign:contract';

interface Compiled {
  readonly first: ValidateFunction;
  /** Made when the first value breaks the schema: collecting all errors costs the valid ones nothing. */
  all: ValidateFunction | undefined;
}

/**
 * Compiles the schemas of a contract, each when it is first needed: a thousand of them take over a second.
 * A schema that cannot be compiled judges nothing (`unusable` says why) instead of failing what it meets. Patterns
 * that the contract guards are left out of it (`skippedPatterns` lists them).
 */
export function createValidators(contract: Pick<Contract, 'schemas'>): Validators {
  const compiled = new Map<SchemaId, Compiled | string>();
  const engines = new Map<string, Ajv>();
  const regExp = patternRunner(contract);
  let fuel: Fuel | undefined | null = null;
  const endless = new Map<SchemaId, number>();

  function engine(dialect: ContractSchema['dialect'], allErrors: boolean): Ajv {
    const key = `${dialect}${allErrors ? '+all' : ''}`;
    let ajv = engines.get(key);
    if (ajv === undefined) {
      ajv = createAjv(dialect, allErrors, regExp);
      if (fuel === null) fuel = needsFuel(contract) ? createFuel() : undefined;
      fuel?.install(ajv);
      const schemas: Record<string, unknown> = {};
      for (const [id, entry] of Object.entries(contract.schemas))
        schemas[id] = fuelled(withoutGuarded(entry));
      ajv.addSchema({ schemas }, BASE, false, false);
      engines.set(key, ajv);
    }
    return ajv;
  }

  function compile(id: SchemaId, allErrors: boolean): ValidateFunction {
    const entry = contract.schemas[id];
    if (entry === undefined) throw new RangeError(`The contract has no schema "${id}".`);
    return engine(entry.dialect, allErrors).compile({ $ref: `${BASE}#${formatPointer(['schemas', id])}` });
  }

  function lookup(id: SchemaId): Compiled | string {
    let found = compiled.get(id);
    if (found === undefined) {
      try {
        found = { first: compile(id, false), all: undefined };
      } catch (error) {
        if (error instanceof RangeError && contract.schemas[id] === undefined) throw error;
        found = error instanceof Error ? error.message : String(error);
      }
      compiled.set(id, found);
    }
    return found;
  }

  function fuelled(schema: Schema): Schema {
    return typeof schema === 'boolean' || !fuel ? schema : { ...schema, [fuel.keyword]: true };
  }

  /** Does the value fit? `undefined`: no end could be found. */
  function judge(validate: ValidateFunction, value: Json): boolean | undefined {
    if (fuel) fuel.fill(value);
    try {
      return validate(value) === true;
    } catch (error) {
      if (isEndless(error)) return undefined;
      throw error;
    }
  }

  /** A value that no end can be found for passes: it is a fault of the schema, and not of who sent the value. */
  function passes(id: SchemaId, validate: ValidateFunction, value: Json): boolean {
    const fits = judge(validate, value);
    if (fits !== undefined) return fits;
    const times = (endless.get(id) ?? 0) + 1;
    endless.set(id, times);
    if (times === MOST_ENDLESS) compiled.set(id, ENDLESS);
    return true;
  }

  return {
    valid(id, value) {
      const found = lookup(id);
      return typeof found === 'string' || passes(id, found.first, value);
    },
    errors(id, value) {
      const found = lookup(id);
      if (typeof found === 'string' || passes(id, found.first, value)) return [];
      found.all ??= compile(id, true);
      if (passes(id, found.all, value)) return [];
      return sortErrors((found.all.errors ?? []).map((error) => toSchemaError(id, error, value)));
    },
    unusable(id) {
      const found = lookup(id);
      if (typeof found === 'string') return found;
      return PROBES.some((probe) => judge(found.first, probe) === undefined) ? ENDLESS : undefined;
    },
  };
}

/** After so many values without an end a schema is not tried any more. */
const MOST_ENDLESS = 5;

/** Values that every schema has an answer to, unless it refers to itself without end. */
const PROBES: readonly Json[] = [null, {}, []];
const ENDLESS = 'it refers to itself in so many ways that judging a value has no end';

/** A circle of `allOf`s or `$ref`s overflows the stack. */
function isEndless(error: unknown): boolean {
  return (
    error instanceof OutOfFuel ||
    (error instanceof RangeError && error.message.startsWith('Maximum call stack'))
  );
}

function createAjv(dialect: ContractSchema['dialect'], allErrors: boolean, regExp: PatternRunner): Ajv {
  const options: Options = {
    strict: false,
    allErrors,
    // Other people's documents carry keywords and formats of their own; that is no reason to write to the console.
    logger: false,
    validateSchema: false,
    code: { optimize: false, regExp },
  };
  const ajv =
    dialect === '2020-12'
      ? new Ajv2020(options)
      : dialect === '2019-09'
        ? new Ajv2019(options)
        : new Ajv(options);
  addFormats(ajv as Ajv);
  return ajv as Ajv;
}

function toSchemaError(id: SchemaId, error: ErrorObject, value: Json): SchemaError {
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    message: describeError(error, value),
    schemaPath: `${id}${error.schemaPath.replace(/^.*#\/?/, '/')}`,
  };
}

/** Deepest first: the error in the property that was meant comes before "must match exactly one schema". */
function sortErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const depth = (error: SchemaError): number => error.pointer.split('/').length;
  return [...errors].sort((a, b) => Number(isCombiner(a)) - Number(isCombiner(b)) || depth(b) - depth(a));
}

function isCombiner(error: SchemaError): boolean {
  return (
    error.keyword === 'oneOf' ||
    error.keyword === 'anyOf' ||
    error.keyword === 'if' ||
    error.keyword === 'not'
  );
}
