import type { AddressParameter, Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { SchemaId } from '../contract/schema.ts';
import { judgeParameters } from '../rules/guards/parameters.ts';
import type { Validators } from '../schema/validators.ts';

/** What stands for the `{parameters}` of an address. */
export interface AddressValues {
  readonly values: Readonly<Record<string, string>>;
  /** Parameters whose value nobody knows to be good: the document says only of what kind it is. */
  readonly madeUp: readonly string[];
}

export interface AddressMaterial {
  readonly validators: Validators;
  sample(schema: SchemaId, variant?: number): Json | undefined;
}

/** How many samples are tried until one can stand in an address. */
const SAMPLES = 8;

/** A good value for each parameter; `undefined` for the name of one that has none. */
export function addressValues(
  endpoint: Endpoint,
  material: AddressMaterial,
): AddressValues | { readonly missing: string } {
  const values: Record<string, string> = {};
  const madeUp: string[] = [];
  for (const parameter of endpoint.parameters) {
    const isGood = (value: string): boolean =>
      value !== '' &&
      judgeParameters(endpoint, { [parameter.name]: value }, material.validators) === undefined;
    const known = [...parameter.examples, ...(parameter.enum ?? [])].find(isGood);
    const value = known ?? madeUpValues(parameter, material).find(isGood);
    if (value === undefined) return { missing: parameter.name };
    if (known === undefined) madeUp.push(parameter.name);
    values[parameter.name] = value;
  }
  return { values, madeUp };
}

/** Samples of the schema, those first that need no percent-encoding; at last the parameter's own name. */
function madeUpValues({ name, schema }: AddressParameter, { sample }: AddressMaterial): readonly string[] {
  const samples =
    schema === undefined
      ? []
      : Array.from({ length: SAMPLES }, (_, variant) => sample(schema, variant))
          .filter((value) => value !== undefined && value !== null && typeof value !== 'object')
          .map(String);
  const plain = samples.filter((value) => /^[\w.~-]+$/.test(value));
  return [name, ...plain, ...samples].filter((value) => !value.includes('/'));
}
