import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, hold, honestChat } from '../../test/support/hold.ts';
import { nowhere, promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { Opening } from '../script/script.ts';
import { handshakeExtensions } from './handshake-extensions.ts';
import { handshakeFieldValue } from './handshake-field-value.ts';
import { handshakeHeadSize } from './handshake-head-size.ts';
import { handshakeParameter } from './handshake-parameter.ts';
import { handshakePaths } from './handshake-paths.ts';
import { handshakePlain } from './handshake-plain.ts';
import { handshakeRequest } from './handshake-request.ts';
import { handshakeSpelling } from './handshake-spelling.ts';
import { handshakeVersion } from './handshake-version.ts';

function chat(options: Parameters<typeof chatContract>[0] = {}): Contract {
  const contract = chatContract(options);
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

const value = ({ headers = [] }: Opening, name: string): string | undefined =>
  headers.find(([header]) => header.toLowerCase() === name)?.[1];

/** Reads a handshake as RFC 6455 §4.2.1 says. */
function reads(opening: Opening): number {
  const omitted = (opening.omit ?? []).map((name) => name.toLowerCase());
  const keys = (opening.headers ?? []).filter(([name]) => name === 'Sec-WebSocket-Key');
  const bad =
    (opening.method ?? 'GET') !== 'GET' ||
    opening.httpVersion === '1.0' ||
    omitted.length > 0 ||
    !/(^|[ ,])upgrade($|[ ,])/i.test(value(opening, 'connection') ?? 'Upgrade') ||
    (value(opening, 'upgrade') ?? 'websocket').toLowerCase() !== 'websocket' ||
    keys.length > 1 ||
    (keys[0]?.[1] ?? 'x'.repeat(24)).length !== 24 ||
    (value(opening, 'sec-websocket-version') ?? '13') !== '13';
  return bad ? 400 : 101;
}

const found = async (...given: Parameters<typeof findings>): Promise<readonly string[]> =>
  (await findings(...given)).map((line) => line.replace(/^chat\//, ''));

describe('handshake.request', () => {
  test('who reads what is asked', async () => {
    const lines = await found(handshakeRequest, chat(), { ...honestChat, handshake: reads });
    expect(lines).toHaveLength(9);
    expect(lines.filter((line) => !line.endsWith(': passed: Refused: 400 Bad Request.'))).toEqual([]);
  });
  test('who accepts everything', async () => {
    expect(await found(handshakeRequest, chat(), { ...honestChat, handshake: () => 101 })).toEqual([
      'post: warned: A handshake by POST is accepted.',
      'http-1.0: observed: A handshake over HTTP/1.0 is accepted.',
      'no-host: observed: A handshake without Host is accepted.',
      'no-upgrade: warned: A request without Upgrade is accepted.',
      'upgrade-h2c: warned: A request to upgrade to h2c is accepted.',
      'no-connection: warned: A request with Connection: keep-alive only is accepted.',
      'no-key: warned: A handshake without Sec-WebSocket-Key is accepted.',
      'short-key: observed: A handshake with a key of 15 bytes is accepted.',
      'two-keys: observed: A handshake with two keys is accepted.',
    ]);
  });
  test('with --profile protocol a breach fails', async () => {
    const { cases } = await hold(
      chat(),
      { ...honestChat, handshake: () => 101 },
      { checks: [handshakeRequest], profile: 'protocol' },
    );
    expect(cases.filter(({ finding }) => finding.outcome === 'failed')).toHaveLength(5);
  });
});

test('handshake.version', async () => {
  expect(await found(handshakeVersion, chat(), { ...honestChat, handshake: reads })).toEqual([
    'unknown: observed: It is refused with 400, but without Sec-WebSocket-Version: 13.',
    'missing: passed: Refused: 400 Bad Request.',
    'old: passed: Refused: 400 Bad Request.',
  ]);
  expect(await found(handshakeVersion, chat(), { ...honestChat, handshake: () => 101 })).toEqual([
    'unknown: warned: A handshake of version 99 is accepted.',
    'missing: warned: A handshake without a version is accepted.',
    'old: observed: A handshake of version 8 (a draft) is accepted.',
  ]);
});

test('handshake.spelling', async () => {
  expect(await found(handshakeSpelling, chat(), { ...honestChat, handshake: reads })).toEqual([
    'list: passed: Accepted: 101, then hello {"type":"hello"}.',
    'case: passed: Accepted: 101, then hello {"type":"hello"}.',
    'names: passed: Accepted: 101, then hello {"type":"hello"}.',
  ]);
  const literal: Behaviour = {
    ...honestChat,
    handshake: (opening) => ((value(opening, 'connection') ?? 'Upgrade') === 'Upgrade' ? 101 : 400),
  };
  expect(await found(handshakeSpelling, chat(), literal)).toEqual([
    'list: warned: A handshake with Connection: keep-alive, Upgrade (as Firefox sends it) is refused.',
    'case: warned: A handshake with Upgrade: WebSocket and Connection: upgrade is refused.',
    'names: passed: Accepted: 101, then hello {"type":"hello"}.',
  ]);
});

test('handshake.extensions', async () => {
  const declines = await found(handshakeExtensions, chat(), honestChat);
  expect(declines.map((line) => line.replace(/^(\S+ \w+).*/, '$1'))).toEqual([
    'deflate: passed',
    'window: passed',
    'second: passed',
    'unknown: passed',
    'invalid: passed',
  ]);
  const echoes: Behaviour = {
    ...honestChat,
    extensions: (opening) => value(opening, 'sec-websocket-extensions'),
  };
  expect(await found(handshakeExtensions, chat(), echoes)).toEqual([
    'deflate: passed: Accepted: 101, then hello {"type":"hello"}.',
    'window: passed: Accepted: 101, then hello {"type":"hello"}.',
    'second: warned: More than one extension is selected.',
    'unknown: warned: An extension that nobody has is selected.',
    'invalid: observed: An offer with an unknown parameter is selected, where it should be declined.',
  ]);
  const fixed: Behaviour = {
    ...honestChat,
    extensions: () => 'permessage-deflate; client_max_window_bits=15',
  };
  expect((await found(handshakeExtensions, chat(), fixed)).slice(0, 2)).toEqual([
    'deflate: warned: The answer has client_max_window_bits, which was not offered.',
    'window: warned: The answer has client_max_window_bits, which was not offered.',
  ]);
});

test('handshake.paths shows what else leads there', async () => {
  const careless: Behaviour = {
    ...honestChat,
    handshake: ({ target }) => (/^\/+chat\/?$/i.test(target) ? 101 : 404),
  };
  expect(await found(handshakePaths, chat(), careless)).toEqual([
    'slash: observed: /chat/ (a slash behind it) is accepted.',
    'double-slash: observed: //chat (a slash twice) is accepted.',
    'upper-case: observed: /CHAT (upper-case letters) is accepted.',
    'dots: observed: /x/../chat (/x/.. before it) is refused.',
    'encoded: observed: %2Fchat (its last slash encoded) is refused.',
  ]);
});

test('handshake.plain', async () => {
  const contract = { ...chat(), companions: chatContract().companions };
  const get = (status: number): Behaviour => ({
    ...honestChat,
    request: () => ({ status, body: '' }),
  });
  expect(await found(handshakePlain, contract, get(426))).toEqual([
    'get: observed: A plain GET is answered with 426.',
    'health: observed: A handshake at the HTTP address /health is refused.',
  ]);
  expect((await found(handshakePlain, contract, get(500)))[0]).toBe(
    'get: warned: A plain GET of the WebSocket address is answered with 500.',
  );
});

test('handshake.head-size', async () => {
  const limited = (answer: number | 'hang'): Behaviour => ({
    ...honestChat,
    handshake: (opening) => ((value(opening, 'x-countersign') ?? '').length > 8_192 ? answer : 101),
  });
  expect(await found(handshakeHeadSize, chat(), limited(431))).toEqual([
    '4096: observed: A handshake with a header of 4 KiB is accepted.',
    '16384: observed: A handshake with a header of 16 KiB is refused.',
  ]);
  expect((await found(handshakeHeadSize, chat(), limited('hang')))[1]).toBe(
    '16384: warned: A handshake with a header of 16 KiB gets no answer.',
  );
});

describe('handshake.parameter', () => {
  const contract = (refuse?: number): Contract => {
    const base = chatContract();
    return {
      ...base,
      companions: [],
      endpoints: base.endpoints.slice(1).map((endpoint) => ({
        ...endpoint,
        parameters: [{ name: 'topic', enum: ['news', 'sport'], examples: [], at: nowhere }],
        handshake: {
          ...endpoint.handshake,
          refuse: refuse === undefined ? {} : { path: promised([{ status: refuse }]) },
        },
      })),
    };
  };
  const knows = (opening: Opening): number => (/\/(news|sport)$/.test(opening.target) ? 101 : 404);
  const what = 'A handshake whose {topic} is "countersign-unknown"';
  test.each<[string, number | undefined, (opening: Opening) => number, string]>([
    ['refused as promised', 404, knows, 'passed: Refused: 404 Not Found.'],
    ['accepted, though a refusal is promised', 404, () => 101, `failed: ${what} was accepted.`],
    ['nothing promised, accepted', undefined, () => 101, `observed: ${what} is accepted.`],
    ['nothing promised, refused', undefined, knows, `observed: ${what} is refused.`],
  ])('%s', async (_, refuse, handshake, line) => {
    expect(await findings(handshakeParameter, contract(refuse), { ...honestChat, handshake })).toEqual([
      `feed/topic: ${line}`,
    ]);
  });
});

describe('handshake.field-value', () => {
  const contract = (refuse?: number): Contract => {
    const base = chat({
      handshake: {
        query: [{ name: 'v', required: true, schema: 'version', example: '2', at: nowhere }],
        refuse: refuse === undefined ? {} : { query: promised([{ status: refuse }]) },
      },
    });
    return {
      ...base,
      schemas: { ...base.schemas, version: { schema: { enum: [1, 2] }, dialect: 'draft-07' } },
    };
  };
  const what = 'A handshake whose query parameter "v" is "countersign-unknown"';
  const knows = ({ target }: Opening): number => (/v=[12]$/.test(target) ? 101 : 400);
  test.each<[string, number | undefined, (opening: Opening) => number, string]>([
    ['refused as promised', 400, knows, 'passed: Refused: 400 Bad Request.'],
    ['accepted, though a refusal is promised', 400, () => 101, `failed: ${what} was accepted.`],
    ['nothing promised', undefined, () => 101, `observed: ${what} is accepted.`],
  ])('%s', async (_, refuse, handshake, line) => {
    expect(await findings(handshakeFieldValue, contract(refuse), { ...honestChat, handshake })).toEqual([
      `chat/v/unknown: ${line}`,
    ]);
  });
});
