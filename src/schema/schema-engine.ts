import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Contract } from '../contract/contract.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { ContractSchema, Schema, SchemaId } from '../contract/schema.ts';
import { withoutGuarded } from './patterns/without-guarded.ts';

// The package is CommonJS: its default export is the function itself or, for some loaders, an object that holds it.
type AddFormats = (ajv: Ajv) => unknown;
const addFormats: AddFormats =
  (addFormatsModule as unknown as { default?: AddFormats }).default ??
  (addFormatsModule as unknown as AddFormats);

/** The base URI of `Contract.schemas`; `#/schemas/<id>` inside a schema is relative to it. */
const BASE = 'countersign:contract';

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
export function createSchemaEngine(contract: Pick<Contract, 'schemas'>, options: SchemaEngineOptions): Ajv {
  const { fuel } = options;
  const ajv = createAjv(options);
  fuel?.install(ajv);
  const fuelled = (schema: Schema): Schema =>
    typeof schema === 'boolean' || fuel === undefined ? schema : { ...schema, [fuel.keyword]: true };
  const schemas: Record<string, unknown> = {};
  for (const [id, entry] of Object.entries(contract.schemas)) schemas[id] = fuelled(withoutGuarded(entry));
  ajv.addSchema({ schemas }, BASE, false, false);
  return ajv;
}

/** What is compiled for a schema of the contract. */
export function rootOf(id: SchemaId): { readonly $ref: string } {
  return { $ref: `${BASE}#${formatPointer(['schemas', id])}` };
}

function createAjv({ dialect, allErrors, code }: SchemaEngineOptions): Ajv {
  const options: Options = {
    strict: false,
    allErrors,
    // Other people's documents carry keywords and formats of their own; that is no reason to write to the console.
    logger: false,
    validateSchema: false,
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
