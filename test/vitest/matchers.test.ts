import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extendExpect } from '../../src/vitest/index.ts';

await extendExpect(join(import.meta.dirname, 'project/chat.yaml'), { cache: false });

/** What the matcher says where it does not hold. */
function said(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

test('a frame matches its message, as text, bytes, payload or event', () => {
  const text = '{"type":"pong"}';
  expect(text).toMatchMessage('pong');
  expect(Buffer.from(text)).toMatchMessage('pong');
  expect({ type: 'pong', at: 'noon' }).toMatchMessage('pong');
  expect(new MessageEvent('message', { data: text })).toMatchMessage('pong');
  expect(text).not.toMatchMessage('clock');
  expect(text).toKeepContract();
  expect({ type: 'ping' }).toKeepContract({ from: 'client', endpoint: 'chat' });
});

test.each([
  [{ type: 'pong', at: 1 }, 'pong', 'It is no valid "pong": /at is 1, and must be a string.'],
  [{ now: 'noon' }, 'pong', 'It is no valid "pong": the payload lacks "type". It is a valid "clock".'],
  ['{', 'pong', 'It is no valid "pong": it is no JSON.'],
])('%j is no %s', (frame, name, message) => {
  expect(said(() => expect(frame).toMatchMessage(name))).toContain(message);
});

test('a message that the document does not have', () => {
  expect(() => expect({}).toMatchMessage('pongg')).toThrow(
    'The document has no message "pongg". Did you mean "pong"?',
  );
});

test.each([
  [{ type: 'pong', at: 1 }, 'It is meant to be "pong", but /at is 1, and must be a string.'],
  [{ type: 'ping' }, 'It keeps no promise of the contract. '],
  ['{', 'It keeps no promise of the contract. '],
])('%j keeps no promise of the server', (frame, message) => {
  expect(said(() => expect(frame).toKeepContract())).toContain(message);
});

test('an endpoint that the document does not have', () => {
  expect(said(() => expect('{}').toKeepContract({ endpoint: 'chta' }))).toContain(
    'The document has no endpoint of that name at which such frames are sent.',
  );
});
