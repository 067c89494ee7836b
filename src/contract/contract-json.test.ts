import { expect, test } from 'vitest';
import { contractFrom } from './contract-json.ts';

const GENERATE = 'countersign generate contract asyncapi.yaml -o contract.json';
const good = {
  ...{ format: 1, title: 'T', version: '1', file: 'a.yaml', servers: {}, endpoints: [], companions: [] },
  ...{ scenarios: [], messages: {}, schemas: {} },
};

test('plain JSON of this format is a contract', () => {
  expect(contractFrom(good)).toBe(good);
});

test.each([
  [undefined, 'This is no contract: it is undefined.', `Make one: ${GENERATE}`],
  [[], 'This is no contract: it is a list.', `Make one: ${GENERATE}`],
  ['asyncapi: 3.0.0', 'This is no contract: it is a string.', `Make one: ${GENERATE}`],
  [
    { asyncapi: '3.0.0' },
    'This is an AsyncAPI document, and no contract yet.',
    `Compile it first: ${GENERATE}`,
  ],
  [{ default: good }, 'This is a module with a contract in it.', 'Hand over its default export.'],
  [
    { ...good, format: 2 },
    'This contract has the format 2, and this version of Countersign reads 1.',
    `Make it anew: ${GENERATE}`,
  ],
  [{ openapi: '3.0.0' }, 'This is no contract: it has no "format".', `Make one: ${GENERATE}`],
  [{ ...good, endpoints: {} }, 'This is no contract: it has no "endpoints".', `Make one: ${GENERATE}`],
  [{ ...good, schemas: [] }, 'This is no contract: it has no "schemas".', `Make one: ${GENERATE}`],
])('%j is refused', (value, message, fix) => {
  expect(() => contractFrom(value as never)).toThrow(
    expect.objectContaining({ code: 'contract.invalid', message, fix }),
  );
});
