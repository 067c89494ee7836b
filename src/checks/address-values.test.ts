import { expect, test } from 'vitest';
import { nowhere, tinyContract } from '../../test/support/tiny-contract.ts';
import type { AddressParameter } from '../contract/endpoint.ts';
import type { Schema } from '../contract/schema.ts';
import { createValidators } from '../schema/create-validators.ts';
import { createSampler } from '../schema/sampler.ts';
import { addressValues } from './address-values.ts';

function valuesOf(parameter: Partial<AddressParameter>, schema?: Schema) {
  const { contract, endpoint } = tinyContract(
    { p: { from: 'client', ...(schema === undefined ? {} : { schema }) } },
    {
      address: '/{user}',
      parameters: [
        {
          name: 'user',
          examples: [],
          ...(schema === undefined ? {} : { schema: 'p' }),
          ...parameter,
          at: nowhere,
        },
      ],
    },
  );
  const validators = createValidators(contract);
  const sampler = createSampler(contract, validators);
  return addressValues(endpoint, {
    validators,
    sample: (id, variant = 0) => sampler.sample(id, 1 + variant),
  });
}

test.each([
  ['an example', valuesOf({ examples: ['u1', 'u2'] }), { values: { user: 'u1' }, madeUp: [] }],
  ['a member of an enum', valuesOf({ enum: ['a', 'b'] }), { values: { user: 'a' }, madeUp: [] }],
  [
    'not an example that the enum forbids',
    valuesOf({ examples: ['x:a', 'b'], enum: ['a', 'b'] }),
    { values: { user: 'b' }, madeUp: [] },
  ],
  [
    'not an example that the schema forbids',
    valuesOf({ examples: ['abc'] }, { type: 'integer', minimum: 7, maximum: 7 }),
    { values: { user: '7' }, madeUp: ['user'] },
  ],
  ['its own name, made up', valuesOf({}), { values: { user: 'user' }, madeUp: ['user'] }],
  [
    'a sample of its schema, made up',
    valuesOf({}, { type: 'string', pattern: '^[A-Z]{3}$' }),
    { values: { user: expect.stringMatching(/^[A-Z]{3}$/) }, madeUp: ['user'] },
  ],
  ['nothing where nothing fits', valuesOf({}, { type: 'object' }), { missing: 'user' }],
])('%s stands for a parameter', (_, found, expected) => {
  expect(found).toEqual(expected);
});
