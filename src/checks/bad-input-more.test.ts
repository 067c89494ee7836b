import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, hold, honestChat, isSay } from '../../test/support/hold.ts';
import { promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { isJsonObject } from '../contract/json.ts';
import { badInputBinary } from './bad-input-binary.ts';
import { badInputExtraField } from './bad-input-extra-field.ts';
import { badInputJson } from './bad-input-json.ts';
import { badInputNesting } from './bad-input-nesting.ts';
import { badInputSchema } from './bad-input-schema.ts';
import { badInputSize } from './bad-input-size.ts';
import { badInputUnknown } from './bad-input-unknown.ts';
import { PHASES } from './phase.ts';

function chat(endpoint: Partial<Endpoint> = {}): Contract {
  const contract = chatContract({ endpoint });
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

const replies = chat({ invalid: promised({ kind: 'reply', message: 'echo' }) });
const closes = chat({ invalid: promised({ kind: 'close', code: 1003 }) });

/** Takes only `say` with a text, and does with everything else what it is told. */
const strict = (bad: NonNullable<Behaviour['frame']>): Behaviour => ({
  ...honestChat,
  frame: (peer, json, text) =>
    isSay(json) && typeof json.text === 'string'
      ? honestChat.frame?.(peer, json, text)
      : bad(peer, json, text),
});
const careful = strict((peer) => peer.json({ type: 'echo' }));

const found = async (...given: Parameters<typeof findings>): Promise<readonly string[]> =>
  (await findings(...given)).map((line) => line.replace(/^chat\//, ''));

describe('bad-input.json', () => {
  test('answered as declared', async () => {
    const lines = await found(badInputJson, replies, careful);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'empty',
      'null',
      'number',
      'list',
      'text',
      'object',
      'not-a-number',
      'trailing',
      'byte-order-mark',
      'prototype',
    ]);
    expect(lines.filter((line) => !line.includes(': passed: '))).toEqual([]);
  });
  test('a handler that believes in objects', async () => {
    const naive: Behaviour = {
      ...honestChat,
      frame(peer, json, text) {
        if (isJsonObject(json)) careful.frame?.(peer, json, text);
        else peer.drop();
      },
    };
    expect(await found(badInputJson, replies, naive)).toContain(
      'null: failed: A frame that is `null` ends the connection with 1006 (no Close frame) instead of getting "echo".',
    );
    expect(await found(badInputJson, chat(), naive)).toContain(
      'null: observed: A frame that is `null` makes the backend drop the connection without a Close frame: a crash, most likely.',
    );
  });
});

test('bad-input.unknown', async () => {
  expect(await found(badInputUnknown, replies, careful)).toEqual([
    'unknown: passed: Answered as declared, and the backend goes on.',
  ]);
  expect(
    await found(
      badInputUnknown,
      replies,
      strict(() => {}),
    ),
  ).toEqual(['unknown: failed: A message of no known kind did not get "echo" within 10 s.']);
  expect(await found(badInputUnknown, chat({ otherwise: promised('echo') }), careful)).toEqual([]);
});

test('bad-input.extra-field', async () => {
  expect(await found(badInputExtraField, chat(), honestChat)).toEqual([
    'say: observed: A field that nobody knows is passed over.',
  ]);
  const forbids: Behaviour = {
    ...honestChat,
    frame: (peer, json) =>
      peer.json(
        isJsonObject(json) && 'countersign_unknown_field' in json
          ? { type: 'echo' }
          : { type: 'said', text: 'hi' },
      ),
  };
  expect(await found(badInputExtraField, chat(), forbids)).toEqual([
    'say: observed: A field that nobody knows changes the answer: "echo" came, and no "said" within 10 s.',
  ]);
});

describe('bad-input.binary', () => {
  const what = 'A "say" in a binary frame';
  test.each<[string, Contract, Behaviour, string]>([
    ['taken for text', closes, honestChat, `observed: ${what} is taken for a message.`],
    [
      'closed as declared',
      closes,
      { ...honestChat, raw: (peer) => peer.close(1003) },
      'passed: Answered as declared, and the backend goes on.',
    ],
    [
      'a crash',
      closes,
      { ...honestChat, raw: (peer) => peer.drop() },
      `failed: ${what} closed the connection with 1006 (no Close frame) instead of 1003.`,
    ],
    [
      'a crash, nothing promised',
      chat(),
      { ...honestChat, raw: (peer) => peer.drop() },
      `observed: ${what} makes the backend drop the connection without a Close frame: a crash, most likely.`,
    ],
  ])('%s', async (_, contract, behaviour, line) => {
    expect(await found(badInputBinary, contract, behaviour)).toEqual([`binary: ${line}`]);
  });
});

test('bad-input.nesting', async () => {
  const recursive = strict((peer, _, text) =>
    text.length > 1_000 ? peer.close(1011) : peer.json({ type: 'echo' }),
  );
  expect(await found(badInputNesting, replies, careful)).toEqual([
    'nesting: passed: Answered as declared, and the backend goes on.',
  ]);
  expect(await found(badInputNesting, replies, recursive)).toEqual([
    'nesting: failed: A list nested 10000 deep ends the connection with 1011 instead of getting "echo".',
  ]);
});

describe('bad-input.size', () => {
  const limit = chat({ payloadLimit: promised(1_000) });
  const limited = (bytes: number, code: number): Behaviour =>
    strict((peer, _, text) => (text.length > bytes ? peer.close(code) : undefined));
  const taken = 'limit: passed: It is not too large.';
  test.each<[string, Contract, Behaviour, readonly string[]]>([
    ['kept', limit, limited(1_000, 1009), [taken, 'over: passed: Closed with 1009.']],
    [
      'too low',
      limit,
      limited(999, 1009),
      [
        'limit: failed: A message of 1000 bytes, just the limit, is closed with 1009.',
        'over: passed: Closed with 1009.',
      ],
    ],
    [
      'another code',
      limit,
      limited(1_000, 1008),
      [taken, 'over: failed: A message of 1001 bytes is closed with 1008 instead of 1009.'],
    ],
    [
      'none',
      limit,
      limited(5_000, 1009),
      [taken, 'over: failed: A message of 1001 bytes, one more than the limit, is taken.'],
    ],
    [
      'nothing promised',
      chat(),
      limited(1_000, 1009),
      ['large: observed: A message of 1048576 bytes is too large for the backend (1009).'],
    ],
  ])('%s', async (_, contract, behaviour, lines) => {
    expect(await found(badInputSize, contract, behaviour)).toEqual(lines);
  });
});

describe('bad-input.schema', () => {
  test('each broken rule is named, and gets the declared answer', async () => {
    const lines = await found(badInputSchema, replies, careful);
    const names = [
      'type',
      'type-2',
      'text/required',
      'text/type',
      'text/type-2',
      'type/const',
      'type/required',
    ];
    expect([...lines].sort()).toEqual(
      names.map((name) => `speak/say/${name}: passed: Answered as declared, and the backend goes on.`).sort(),
    );
  });
  test('a field that is never looked at', async () => {
    const lenient: Behaviour = {
      ...honestChat,
      frame: (peer, json) => peer.json(isSay(json) ? { type: 'said', text: 'x' } : { type: 'echo' }),
    };
    const lines = await found(badInputSchema, replies, lenient);
    expect(lines).toContain(
      'speak/say/text/required: failed: A "say" in which /text is missing (required) did not get "echo" within 10 s.',
    );
    expect(
      (await found(badInputSchema, chat(), lenient)).filter((line) => line.includes(': failed: ')),
    ).toEqual([]);
  });
  test('a failing case can be made smaller, and made again', async () => {
    const contract: Contract = {
      ...replies,
      messages: {
        ...replies.messages,
        say: {
          ...(replies.messages.say ?? never()),
          examples: [
            {
              payload: { type: 'say', text: 'hi', note: 'not needed' },
              at: { file: '', pointer: '', line: 0, column: 0 },
            },
          ],
        },
      },
    };
    const key = 'bad-input.schema/chat/speak/say/text/required';
    const run = (replay: string): ReturnType<typeof hold> =>
      hold(contract, careful, { checks: [badInputSchema], phases: PHASES, replay });
    expect((await run(`${key}@1`)).cases[0]?.finding.sent).toBe('{"type":"say","note":"not needed"}');
    expect((await run(`${key}@1~0`)).cases[0]?.finding.sent).toBe('{"type":"say"}');
  });
});

function never(): never {
  throw new Error('The chat has no message "say".');
}
