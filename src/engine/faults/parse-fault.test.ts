import { describe, expect, test } from 'vitest';
import { chatContract } from '../../../test/support/chat-contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { FAULT_KINDS, faultNamed, faults } from './catalogue.ts';
import { formOf } from './fault-kind.ts';

const contract = chatContract();

function mistake(text: string): readonly [code: string, message: string, fix: string | undefined] {
  try {
    faultNamed(text, contract);
  } catch (error) {
    if (error instanceof CountersignError) return [error.code, error.message, error.fix];
    throw error;
  }
  throw new Error(`"${text}" was taken.`);
}

describe('what is written', () => {
  test.each([
    ['no-reply', 'Does not answer requests.'],
    ['close', 'Closes a connection with 1011 as soon as it is open.'],
    ['close-4401', 'Closes a connection with 4401 as soon as it is open.'],
    ['close-after-1', 'Closes a connection with 1011 after its first message.'],
    ['close-4401-after-3', 'Closes a connection with 4401 after 3 messages.'],
    ['drop-after-2', 'Ends TCP without a Close frame (a client sees 1006) after 2 messages.'],
    ['refuse-429', 'Refuses every handshake with 429.'],
    ['latency', 'Sends every message 500 ms late.'],
    ['latency-2s', 'Sends every message 2000 ms late.'],
    ['latency-1.5s-jitter-200ms', 'Sends every message 1500 ms late, give or take 200 ms.'],
    ['latency-jitter-100ms', 'Sends every message 500 ms late, give or take 100 ms.'],
    ['lose-3', 'Loses every third message of a connection.'],
  ])('%s: %s', (text, title) => {
    expect(faultNamed(text, contract)).toMatchObject({ name: text, title });
  });

  test.each([
    ['no-reply@chat', { endpoint: 'chat' }],
    ['close-4401-after-3@feed', { endpoint: 'feed' }],
    ['silent@#7', { connection: 7 }],
  ])('%s, where', (text, scope) => {
    expect(faultNamed(text, contract).scope).toEqual(scope);
  });

  test('one name for each fault, and all are kebab-case', () => {
    const names = faults.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  test('every example is a form of its own kind', () => {
    for (const kind of FAULT_KINDS)
      for (const example of kind.examples ?? []) {
        expect(example.startsWith(kind.name)).toBe(true);
        expect(faultNamed(example).title).not.toBe('');
      }
  });

  test('the form of a kind says what may be left out', () => {
    const forms = FAULT_KINDS.filter(({ parameters }) => parameters !== undefined).map(formOf);
    expect(forms).toEqual([
      'refuse[-<status>]',
      'close[-<code>][-after-<count>]',
      'drop[-after-<count>]',
      'latency[-<delay>][-jitter-<spread>]',
      'trickle[-<rate>]',
      'lose[-<nth>]',
    ]);
  });
});

describe('mistakes', () => {
  test.each([
    [
      'no-replay',
      'mock.unknown-fault',
      'There is no fault "no-replay". Did you mean "no-reply"?',
      'countersign mock <document> --fault list names them all.',
    ],
    [
      'latency500ms',
      'mock.unknown-fault',
      'There is no fault "latency500ms". Did you mean "latency-500ms"?',
      'countersign mock <document> --fault list names them all.',
    ],
    [
      'close-44o1',
      'mock.bad-fault',
      '"close-44o1" has "44o1" for <code>, which takes a Close code that may stand on the wire: 1000 to 1003, 1007 to 1014, 3000 to 4999 (RFC 6455 §7.4).',
      'Write close[-<code>][-after-<count>], for example close-4401-after-3.',
    ],
    [
      'close-1006',
      'mock.bad-fault',
      '"close-1006" has "1006" for <code>, which takes a Close code that may stand on the wire: 1000 to 1003, 1007 to 1014, 3000 to 4999 (RFC 6455 §7.4).',
      '1006 stands for no Close frame at all (RFC 6455 §7.1.5): write drop-after-<count>.',
    ],
    [
      'close-4401-aftr-3',
      'mock.bad-fault',
      '"close-4401-aftr-3" has a "aftr" that "close" does not know. Did you mean "after"?',
      'Write close[-<code>][-after-<count>], for example close-4401-after-3.',
    ],
    [
      'drop-after',
      'mock.bad-fault',
      '"drop-after" has no <count> after "after".',
      'Write drop[-after-<count>], for example drop-after-3.',
    ],
    [
      'latency-500',
      'mock.bad-fault',
      '"latency-500" has "500" for <delay>, which takes a duration with a unit (ms, s, m) of at most an hour.',
      'Write latency[-<delay>][-jitter-<spread>], for example latency-15s.',
    ],
    [
      'no-reply@chta',
      'mock.bad-fault',
      '"no-reply@chta" is to be committed at "chta", and the contract has no such endpoint. Did you mean "chat"?',
      'Name one of chat, feed after the @, or a connection: @#7.',
    ],
    [
      'no-reply@#x',
      'mock.bad-fault',
      '"no-reply@#x" names no connection: "#x".',
      'Write the number of a connection, for example no-reply@#7.',
    ],
  ])('%s', (text, code, message, fix) => {
    expect(mistake(text)).toEqual([code, message, fix]);
  });

  test.each([
    '',
    '-',
    '@',
    'close-',
    'close--1',
    'close-4401-after-3-4',
    'lose-1',
    'refuse-200',
    'trickle-0',
    '__proto__',
  ])('%j is told as a mistake', (text) => {
    expect(mistake(text)[0]).toMatch(/^mock\.(unknown|bad)-fault$/);
  });
});
