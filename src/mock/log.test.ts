import { describe, expect, test } from 'vitest';
import { plainStyle } from '../report/style.ts';
import type { JournalEntry } from './journal.ts';
import { formatEntry, formatEntryJson } from './log.ts';

const at = Date.UTC(2026, 10, 21, 9, 30, 5, 123);
const peer = { host: '127.0.0.1', port: 54_321 };
const frame = {
  id: 1,
  at,
  type: 'frame',
  connection: 3,
  endpoint: 'voice',
  kind: 'text',
  length: 0,
} as const;

describe('a line for a person', () => {
  test.each<[string, JournalEntry]>([
    [
      '09:30:05.123 ● voice #3       connected /ws?token=*** 127.0.0.1:54321 Origin http://localhost:3000',
      {
        id: 1,
        at,
        type: 'handshake',
        outcome: 'accepted',
        peer,
        target: '/ws?token=***',
        origin: 'http://localhost:3000',
        endpoint: 'voice',
        connection: 3,
      },
    ],
    [
      '09:30:05.123 ✗ handshake      refused with 404 (path) /x [::1]:1 No such path. The contract has /ws.',
      {
        id: 1,
        at,
        type: 'handshake',
        outcome: 'refused',
        peer: { host: '::1', port: 1 },
        target: '/x',
        guard: 'path',
        form: { status: 404 },
        reason: 'No such path.',
        remedy: 'The contract has /ws.',
      },
    ],
    [
      '09:30:05.123 → voice #3       tick lost, fault lose-2',
      { ...frame, from: 'server', message: 'tick', data: '{}', fault: 'lose-2', lost: true },
    ],
    [
      '09:30:05.123 → voice #3       tick fault duplicate, latency-50ms',
      { ...frame, from: 'server', message: 'tick', data: '{}', fault: 'duplicate, latency-50ms' },
    ],
    [
      '09:30:05.123 ! faults         from now on no-reply, silent@voice',
      { id: 1, at, type: 'faults', faults: ['no-reply', 'silent@voice'] },
    ],
    ['09:30:05.123 ! faults         none from now on', { id: 1, at, type: 'faults', faults: [] }],
    [
      '09:30:05.123 ✗ voice          refused with Close 4401 (credentials) /ws 127.0.0.1:54321 Expired. Log in.',
      {
        id: 1,
        at,
        type: 'handshake',
        outcome: 'refused',
        peer,
        target: '/ws',
        endpoint: 'voice',
        guard: 'credentials',
        form: { close: 4401 },
        reason: 'Expired.',
        remedy: 'Log in.',
      },
    ],
    [
      '09:30:05.123 ↻ handshake      reconnect storm: GET /ws refused 5 times, every 3.0 s, no backoff 127.0.0.1:54321 No such path. Give up.',
      {
        ...{ id: 1, at, type: 'storm', peer, target: '/ws', times: 5, interval: 3004 },
        ...{ reason: 'No such path.', remedy: 'Give up.' },
      },
    ],
    [
      '09:30:05.123 … handshake      left unanswered /ws 127.0.0.1:54321',
      { id: 1, at, type: 'handshake', outcome: 'unanswered', peer, target: '/ws' },
    ],
    ['09:30:05.123 ← voice #3       init', { ...frame, from: 'client', message: 'init', data: '{}' }],
    [
      '09:30:05.123 → voice #3       session_start',
      { ...frame, from: 'server', message: 'session_start', data: '' },
    ],
    [
      '09:30:05.123 ← voice #3       init ✗ /data must be object',
      { ...frame, from: 'client', message: 'init', data: '{}', violation: '/data must be object' },
    ],
    [
      '09:30:05.123 ← voice #3       nope\\u000a\\u001b[31m ✗ It is not JSON.',
      {
        ...frame,
        from: 'client',
        message: undefined,
        data: 'nope\n\u001b[31m',
        violation: 'It is not JSON.',
      },
    ],
    [
      '09:30:05.123 → voice #3       tick not sent: the client does not read',
      { ...frame, from: 'server', message: 'tick', data: '', dropped: true },
    ],
    [
      '09:30:05.123 ■ voice #3       closed by the client with 1000 bye',
      { id: 1, at, type: 'close', connection: 3, endpoint: 'voice', by: 'client', code: 1000, reason: 'bye' },
    ],
    [
      '09:30:05.123 ■ voice #3       closed by the mock with 1007 ✗ invalid UTF-8 sequence',
      {
        id: 1,
        at,
        type: 'close',
        connection: 3,
        endpoint: 'voice',
        by: 'server',
        code: 1007,
        reason: '',
        violation: 'invalid UTF-8 sequence',
      },
    ],
    [
      '09:30:05.123 ⇄ health         GET /health 200',
      {
        id: 1,
        at,
        type: 'request',
        peer,
        method: 'GET',
        target: '/health',
        status: 200,
        companion: 'health',
      },
    ],
    [
      '09:30:05.123 ✗ bug            Error: boom',
      { id: 1, at, type: 'bug', message: 'Error: boom\n    at somewhere' },
    ],
  ])('%s', (line, entry) => {
    expect(formatEntry(entry, plainStyle())).toBe(line);
  });
});

test('a line for a program is the entry as JSON', () => {
  const entry: JournalEntry = { ...frame, from: 'client', message: 'init', data: 'a\nb' };
  expect(formatEntryJson(entry)).toBe(
    `{"id":1,"at":${at},"type":"frame","connection":3,"endpoint":"voice","kind":"text","length":0,"from":"client","message":"init","data":"a\\nb"}`,
  );
});
