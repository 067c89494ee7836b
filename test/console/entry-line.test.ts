import { describe, expect, test } from 'vitest';
import { entryLine, sizeText } from '../../src/mock/console/page/entry-line.ts';
import type { JournalEntry } from '../../src/mock/journal.ts';
import { close, frame, handshake, peer } from './entries.ts';

describe('a line of the list', () => {
  test.each<[JournalEntry, ReturnType<typeof entryLine>]>([
    [handshake(1), { sort: 'open', who: 'client', name: 'connected', detail: '/chat' }],
    [
      handshake(1, {
        outcome: 'refused',
        guard: 'origin',
        form: { status: 403 },
        reason: 'Foreign.',
        remedy: 'Ask.',
      }),
      { sort: 'refused', who: 'server', name: 'refused 403', detail: '/chat', problem: 'Foreign. Ask.' },
    ],
    [
      handshake(1, { outcome: 'refused', guard: 'fault', form: { close: 4401 }, fault: 'close-4401' }),
      { sort: 'refused', who: 'server', name: 'refused close 4401', detail: '/chat', fault: 'close-4401' },
    ],
    [frame(1), { sort: 'client', who: 'client', name: 'say', detail: '{"type":"say"}' }],
    [frame(1, { data: 'a\n\t b' }), { sort: 'client', who: 'client', name: 'say', detail: 'a b' }],
    [
      frame(1, { violation: 'It is no valid "say": /text is 2, and must be a string.' }),
      {
        sort: 'client',
        who: 'client',
        name: 'say',
        detail: '{"type":"say"}',
        problem: '/text is 2, and must be a string.',
      },
    ],
    [
      frame(1, { message: undefined, violation: 'It is not JSON.' }),
      {
        sort: 'client',
        who: 'client',
        name: 'unknown',
        detail: '{"type":"say"}',
        problem: 'It is not JSON.',
      },
    ],
    [
      frame(1, { message: undefined, kind: 'binary', data: 'AAE=' }),
      { sort: 'client', who: 'client', name: 'unnamed bytes', detail: 'AAE=' },
    ],
    [
      frame(1, { from: 'server', lost: true, fault: 'lose' }),
      { sort: 'server', who: 'server', name: 'say', detail: '{"type":"say"}', fault: 'lost: lose' },
    ],
    [
      close(1, { by: 'server', code: 1011, reason: 'failed' }),
      { sort: 'close', who: 'server', name: 'closed 1011', detail: 'failed' },
    ],
    [
      { type: 'request', id: 1, at: 1, peer, method: 'GET', target: '/health', status: 200 },
      { sort: 'http', who: 'http', name: 'GET 200', detail: '/health' },
    ],
    [
      { type: 'faults', id: 1, at: 1, faults: [] },
      { sort: 'note', who: 'mock', name: 'faults', detail: 'none from now on' },
    ],
  ])('%j', (entry, line) => {
    expect(entryLine(entry)).toEqual(line);
  });

  test('is short, however long the frame', () => {
    expect(entryLine(frame(1, { data: 'x'.repeat(60_000) })).detail).toHaveLength(240);
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [123_456, '123 kB'],
])('%i characters are %s', (length, text) => {
  expect(sizeText(length)).toBe(text);
});
