import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import type { ContractSchema, SchemaId } from '../contract/schema.ts';
import { circleOf } from './circle.ts';
import { describeError } from './describe-error.ts';
import { createFuel, type Fuel, needsFuel, OutOfFuel } from './fuel.ts';
import { patternRunner } from './patterns/run-pattern.ts';
import { precompiledFor } from './precompiled-for.ts';
import { readyValidators } from './ready-validators.ts';
import { createSchemaEngine, type SchemaEngine } from './schema-engine.ts';
import { placeOfPath } from './schema-key.ts';
import type { SchemaError, Validators } from './validators.ts';

interface Compiled {
  readonly first: ValidateFunction;
  /** Made when the first value breaks the schema: collecting all errors costs the valid ones nothing. */
  all: ValidateFunction | undefined;
}

/**
 * Compiles the schemas of a contract, each when it is first needed: a thousand of them take over a second.
 * A schema that cannot be compiled judges nothing (`unusable` says why) instead of failing what it meets. Patterns
 * that the contract guards are left out of it (`skippedPatterns` lists them).
 *
 * Compiling takes `new Function`. What `registerPrecompiled` was given does without, where a page's content policy forbids it.
 */
export function createValidators(contract: Pick<Contract, 'schemas'>): Validators {
  const compiled = new Map<SchemaId, Compiled | string>();
  const engines = new Map<string, SchemaEngine>();
  const regExp = patternRunner(contract);
  let fuel: Fuel | undefined | null = null;
  const endless = new Map<SchemaId, number>();

  const precompiled = precompiledFor(contract);
  const ready =
    precompiled === undefined
      ? undefined
      : readyValidators(precompiled, { regExp, spend: () => void fuel?.spend() });
  if (ready !== undefined) fillsFuel();

  function fillsFuel(): Fuel | undefined {
    if (fuel === null) fuel = needsFuel(contract) ? createFuel() : undefined;
    return fuel;
  }

  function engine(dialect: ContractSchema['dialect'], allErrors: boolean): SchemaEngine {
    const key = `${dialect}${allErrors ? '+all' : ''}`;
    let made = engines.get(key);
    if (made === undefined) {
      made = createSchemaEngine(contract, { dialect, allErrors, code: { regExp }, fuel: fillsFuel() });
      engines.set(key, made);
    }
    return made;
  }

  function compile(id: SchemaId, allErrors: boolean): ValidateFunction {
    const entry = contract.schemas[id];
    if (entry === undefined) throw new RangeError(`The contract has no schema "${id}".`);
    if (ready === undefined) return engine(entry.dialect, allErrors).compile(id);
    const found = ready.lookup(id, allErrors);
    if (typeof found === 'string') throw new Error(found);
    return found;
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
    // What refers to it and back takes as long, and needs no proof of its own.
    for (const one of circleOf(contract, id)) {
      const times = (endless.get(one) ?? 0) + 1;
      endless.set(one, times);
      if (times === MOST_ENDLESS) compiled.set(one, ENDLESS);
    }
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
      return sortErrors(
        (found.all.errors ?? []).slice(0, MOST_ERRORS).map((error) => toSchemaError(id, error, value)),
      );
    },
    *prepare(id) {
      const entry = contract.schemas[id];
      if (entry === undefined || compiled.has(id)) return;
      if (ready === undefined) yield* engine(entry.dialect, false).prepare(id);
      lookup(id);
    },
    unusable(id) {
      const found = lookup(id);
      if (typeof found === 'string') return found;
      return PROBES.some((probe) => judge(found.first, probe) === undefined) ? ENDLESS : undefined;
    },
  };
}

/** After so many values without an end a schema is not tried any more. */
const MOST_ENDLESS = 3;
/** More errors of one value tell nobody more: a schema of many branches can find a hundred thousand. */
const MOST_ERRORS = 5_000;

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

function toSchemaError(id: SchemaId, error: ErrorObject, value: Json): SchemaError {
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    message: describeError(error, value),
    schemaPath: placeOfPath(error.schemaPath, id),
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
