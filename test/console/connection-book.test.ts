import { expect, test } from 'vitest';
import { createConnectionBook } from '../../src/mock/console/page/connection-book.ts';
import { close, frame, handshake, peer } from './entries.ts';

test('a connection is open from its handshake to its end, and its frames are counted', () => {
  const book = createConnectionBook();
  book.note(handshake(1, { origin: 'http://localhost:3000', at: 7 }));
  book.note(frame(3));
  book.note(frame(4, { from: 'server' }));
  book.note(frame(5, { violation: 'wrong' }));
  expect([...book.open.values()]).toEqual([
    {
      id: 1,
      endpoint: 'chat',
      since: 7,
      peer: '127.0.0.1:50000',
      origin: 'http://localhost:3000',
      fromClient: 2,
      fromServer: 1,
      wrong: 1,
    },
  ]);
  book.note(close(6));
  expect(book.open.size).toBe(0);
});

test('what the mock says is so: who came and went unseen', () => {
  const book = createConnectionBook();
  book.note(handshake(1));
  book.note(frame(2));
  const one = { endpoint: 'chat', peer, since: 5, state: 'open' } as const;
  book.correct([
    { id: 1, ...one },
    { id: 9, ...one },
  ]);
  expect([...book.open.values()].map(({ id, fromClient }) => [id, fromClient])).toEqual([
    [1, 1],
    [9, 0],
  ]);
  book.correct([{ id: 9, ...one }]);
  expect([...book.open.keys()]).toEqual([9]);
});
