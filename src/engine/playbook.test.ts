import { expect, test } from 'vitest';
import { readPointer } from '../contract/json-pointer.ts';
import { loadContract } from '../load/load-contract.ts';
import { createValidators } from '../schema/create-validators.ts';
import { createPlaybook } from './playbook.ts';

const document = new URL('../../fixtures/quotes/asyncapi.yaml', import.meta.url);
const { contract } = await loadContract(document.href, { validate: false });
const playbook = createPlaybook(contract, createValidators(contract), 1);

/** The document has a quote of USD/ARS and one of EUR/ARS. */
test.each([
  ['USD/ARS', 0, 'Cotización de USD/ARS'],
  ['EUR/ARS', 0, 'Cotización de EUR/ARS'],
  ['EUR/ARS', 1, 'Cotización de EUR/ARS'],
  ['BTC/USD', 0, 'Cotización de USD/ARS'],
  ['BTC/USD', 1, 'Cotización de EUR/ARS'],
])('a quote of %s, turn %i: "%s"', (pair, turn, title) => {
  const quote = playbook.payload('quote', undefined, turn, (example) =>
    readPointer(example, '/pair') === pair ? 1 : 0,
  );
  expect(readPointer(quote, '/title')).toBe(title);
});
