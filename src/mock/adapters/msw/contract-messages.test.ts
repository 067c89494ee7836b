import { expect, test } from 'vitest';
import contract from '../../../conformance/contract.json' with { type: 'json' };
import { contractMessages } from './contract-messages.ts';

const talk = contractMessages(contract, 'talk');
const bytes = contractMessages(contract, 'bytes');

test.each([
  ['{"type":"ask","id":1}', { message: 'ask', payload: { type: 'ask', id: 1 } }],
  [
    '{"type":"nonsense"}',
    { message: undefined, payload: { type: 'nonsense' }, violation: expect.any(String) },
  ],
  ['{"type":"ask"}', { message: 'ask', payload: { type: 'ask' }, violation: expect.stringContaining('id') }],
  ['{', { message: undefined, payload: '{', violation: expect.any(String) }],
])('%s is read as a message of the contract', (text, message) => {
  expect(talk.decode(text)).toEqual(message);
});

test('bytes are read, and written', () => {
  expect(bytes.decode(new Uint8Array([1, 2, 3]))).toEqual({ message: 'picture', payload: 'AQID' });
  expect(bytes.encode({ message: 'preview', payload: 'AQID' })).toEqual(new Uint8Array([1, 2, 3]));
});

test('a message that the server may send is written', () => {
  expect(talk.encode({ message: 'said', payload: { type: 'said', text: 'hi' } })).toBe(
    '{"type":"said","text":"hi"}',
  );
});

test.each([
  ['said', { type: 'said' }, 'It is no valid "said": '],
  ['ask', { type: 'ask', id: 1 }, 'The contract has no message "ask" that a server sends.'],
])('%s with %j is refused', (message, payload, text) => {
  expect(() => talk.encode({ message, payload })).toThrow(text);
});

test('an endpoint that there is not is a mistake', () => {
  expect(() => contractMessages(contract, 'tallk')).toThrow(
    'The contract has no endpoint "tallk". Did you mean "talk"?',
  );
});
