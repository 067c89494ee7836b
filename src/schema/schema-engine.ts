import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Contract } from '../contract/contract.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import { parsePointer } from '../contract/json-pointer.ts';
import type { ContractSchema, Schema, SchemaId } from '../contract/schema.ts';
import { mapSchema } from './map-schema.ts';
import { withoutGuarded } from './patterns/without-guarded.ts';
import { schemaKey } from './schema-key.ts';
import { splitSchema } from './split-schema.ts';

// The package is CommonJS: its default export is the function itself or, for some loaders, an object that holds it.
type AddFormats = (ajv: Ajv) => unknown;
const addFormats: AddFormats =
  (addFormatsModule as unknown as { default?: AddFormats }).default ??
  (addFormatsModule as unknown as AddFormats);

/**
 * Keywords in a schema up to which it is written out wherever it is referred to. ajv's own limit is none, and validators
 * grow by that to many times their schemas.
 */
const INLINED = 16;

export interface SchemaEngineOptions {
  readonly dialect: ContractSchema['dialect'];
  readonly allErrors: boolean;
  readonly code: NonNullable<Options['code']>;
  /** Limits how long one validation takes. Absent: no schema of the contract needs it. */
  readonly fuel: FuelKeyword | undefined;
}

/** A keyword that stands at the top of each schema. */
export interface FuelKeyword {
  readonly keyword: string;
  install(ajv: Ajv): void;
}

/** An instance of ajv that knows the contract's schemas, without the patterns that must not be run. */
export interface SchemaEngine {
  readonly ajv: Ajv;
  /** @throws Error where the schema, or one that it refers to, cannot be compiled */
  compile(id: SchemaId): ValidateFunction;
  /** Compiles in pieces that each take a few ms, what `compile` then finds done. A piece that fails is skipped. */
  prepare(id: SchemaId): Generator<void>;
}

/** Each schema is made known when it is first needed, under its `schemaKey`. */
export function createSchemaEngine(
  contract: Pick<Contract, 'schemas'>,
  options: SchemaEngineOptions,
): SchemaEngine {
  const { fuel } = options;
  // Where `$dynamicRef` leads depends on the document that it stands in: such schemas stay as they are.
  const dynamic =
    options.dialect !== 'draft-07' && Object.values(contract.schemas).some(({ schema }) => isDynamic(schema));
  const ajv = createAjv(options, dynamic);
  fuel?.install(ajv);
  const known = new Map<SchemaId, KnownSchema>();

  function know(id: SchemaId): KnownSchema | undefined {
    const entry = contract.schemas[id];
    const found = known.get(id);
    if (entry === undefined || found !== undefined) return found;
    const targets = new Set<SchemaId>();
    const referring = withKeys(withoutGuarded(entry), targets);
    const { whole, parts } = dynamic
      ? { whole: referring, parts: new Map<string, JsonObject>() }
      : splitSchema(id, referring);
    for (const [key, part] of parts) add(key, part);
    add(
      schemaKey(id),
      typeof whole === 'boolean' || fuel === undefined ? whole : { ...whole, [fuel.keyword]: true },
    );
    const made = { targets, parts: [...parts.keys()] };
    known.set(id, made);
    return made;
  }

  function add(key: string, schema: Schema): void {
    ajv.addSchema(schema, key, false, false);
    const added = ajv.schemas[key];
    // An error is to tell which schema its rule stands in, as it does where a schema is inlined. To ajv, a path of `#` is
    // what makes a `$dynamicAnchor` one of the whole schema.
    if (added !== undefined && !dynamic) added.schemaPath = key;
  }

  /** Makes it and all that it refers to known: these first. */
  function knowAll(id: SchemaId): readonly KnownSchema[] {
    const ids = new Set([id]);
    const found: KnownSchema[] = [];
    for (const one of ids) {
      const schema = know(one);
      if (schema === undefined) continue;
      found.unshift(schema);
      for (const target of schema.targets) ids.add(target);
    }
    return found;
  }

  return {
    ajv,
    compile(id) {
      knowAll(id);
      const validate = ajv.getSchema(schemaKey(id));
      if (validate === undefined) throw new RangeError(`The contract has no schema "${id}".`);
      return validate;
    },
    *prepare(id) {
      for (const { parts } of knowAll(id)) {
        for (const part of parts) {
          try {
            ajv.getSchema(part);
          } catch {
            // The schema that needs it fails too, and says why.
          }
          yield;
        }
      }
    },
  };
}

interface KnownSchema {
  /** The schemas that it refers to. */
  readonly targets: ReadonlySet<SchemaId>;
  /** Keys of the parts that it was cut into; those that others refer to come first. */
  readonly parts: readonly string[];
}

/** A copy that refers to other schemas by their keys. */
function withKeys(schema: Schema, targets: Set<SchemaId>): Schema {
  return mapSchema(schema, (part) => {
    if (typeof part.$ref !== 'string') return part;
    const target = parsePointer(part.$ref)[1] ?? '';
    targets.add(target);
    return { ...part, $ref: schemaKey(target) };
  });
}

function isDynamic(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return DYNAMIC.some((keyword) => Object.hasOwn(value, keyword)) || Object.values(value).some(isDynamic);
}

/** JSON Schema 2020-12 §8.2.3.2 and 2019-09 §8.2.4.2. */
const DYNAMIC = ['$dynamicRef', '$dynamicAnchor', '$recursiveRef', '$recursiveAnchor'] as const;

function createAjv({ dialect, allErrors, code }: SchemaEngineOptions, dynamic: boolean): Ajv {
  const options: Options = {
    strict: false,
    allErrors,
    // Other people's documents carry keywords and formats of their own; that is no reason to write to the console.
    logger: false,
    validateSchema: false,
    inlineRefs: dynamic || INLINED,
    code: { optimize: false, ...code },
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
