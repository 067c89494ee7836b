import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { documents } from '../laws/documents.ts';
import { findDocuments } from './find-documents.ts';
import { judgeAll } from './judge-all.ts';
import { judgeDocument } from './judge-document.ts';
import { renderRow, renderTail } from './print.ts';
import { isClosed, type Row } from './row.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test.each(documents)('%s is closed', async (name, path) => {
  const row = await judgeDocument(path, name);
  expect(row).toMatchObject({ kind: 'held', document: name, falseAlarms: [], silent: [], mute: [] });
  expect(row.kind === 'held' && row.exercised).toBeGreaterThan(0);
  expect(isClosed(row)).toBe(true);
});

/** What a document without a word of `x-countersign`, an example or a reply leaves to the mock. */
const BARE = `
asyncapi: 3.0.0
info: { title: Bare, version: '1' }
servers: { s: { host: h, protocol: ws, security: [{ $ref: '#/components/securitySchemes/session' }] } }
channels:
  room:
    address: /rooms/{room}
    parameters: { room: {} }
    bindings: { ws: { query: { type: object, properties: { v: { type: integer } }, required: [v] } } }
    messages:
      ping: { payload: { type: object, properties: { type: { const: ping }, id: { type: integer } } } }
      pong: { payload: { type: object, properties: { type: { const: pong }, id: { type: integer } } } }
      tick: { payload: { $ref: '#/components/schemas/tick' } }
      beat: { payload: { $ref: '#/components/schemas/tick' } }
      sound: { contentType: audio/ogg }
      image: { contentType: image/png }
operations:
  pings: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/ping' }] }
  pongs: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/pong' }] }
  ticks: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/tick' }] }
  beats: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/beat' }] }
  sounds: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/sound' }] }
  images: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/image' }] }
components:
  schemas: { tick: { type: object, properties: { price: { type: number } } } }
  securitySchemes: { session: { type: httpApiKey, in: cookie, name: sid } }
`;

test('A document that says as little as it can is exercised as a whole', async () => {
  const row = await judgeDocument(write('bare.yaml', BARE), 'bare');
  expect(row).toMatchObject({ kind: 'held', falseAlarms: [], silent: [], mute: [], reasons: [] });
  expect(row.kind === 'held' && [row.exercised, row.promises]).toEqual([7, 7]);
});

describe('what is no contract', () => {
  test.each([
    ['no YAML', 'a: b: c', 'document.not-yaml'],
    ['no AsyncAPI', 'openapi: 3.1.0', 'document.not-asyncapi'],
    [
      'another protocol',
      "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\nservers: { k: { host: k, protocol: kafka } }\nchannels: { a: { address: t } }",
      'document.no-websocket',
    ],
  ])('%s is refused', async (_, text, code) => {
    expect(await judgeDocument(write('refused.yaml', text), 'refused')).toMatchObject({
      kind: 'refused',
      code,
    });
  });

  test('a document that takes too long is a crash, and its process is ended', async () => {
    const path = write('slow.yaml', BARE);
    const rows = await judgeAll([{ name: 'slow', path }], { processes: 2, each: 1 });
    expect(rows).toEqual([{ kind: 'crashed', document: 'slow', ms: 1, reason: 'No end after 0.001 s.' }]);
  });
});

describe('findDocuments', () => {
  test('takes what the index names, with what a person thought of it', () => {
    const indexed = join(folder, 'indexed');
    mkdirSync(indexed, { recursive: true });
    writeFileSync(
      join(indexed, 'INDEX.tsv'),
      'local_path\tnotes\tperspective\na.yaml\tx\tS\nb.yaml\tx\tI\nc.yaml\tx\tM\n',
    );
    expect(findDocuments(indexed)).toEqual([
      { name: 'a.yaml', path: join(indexed, 'a.yaml'), judged: 'server' },
      { name: 'b.yaml', path: join(indexed, 'b.yaml'), judged: 'client' },
      { name: 'c.yaml', path: join(indexed, 'c.yaml') },
    ]);
  });

  test('without an index, every file that says which AsyncAPI it is', () => {
    const plain = join(folder, 'plain');
    mkdirSync(join(plain, 'deep', 'node_modules'), { recursive: true });
    for (const [name, text] of [
      ['a.yaml', 'asyncapi: 3.0.0'],
      ['deep/b.json', '{\n  "asyncapi": "2.6.0"\n}'],
      ['deep/c.yml', 'openapi: 3.1.0'],
      ['deep/node_modules/d.yml', 'asyncapi: 3.0.0'],
      ['e.txt', 'asyncapi: 3.0.0'],
    ] as const)
      writeFileSync(join(plain, name), text);
    expect(findDocuments(plain).map(({ name }) => name)).toEqual(['a.yaml', join('deep', 'b.json')]);
  });
});

const held: Row = {
  kind: 'held',
  document: 'a.yaml',
  ms: 12,
  perspective: 'server',
  promises: 4,
  exercised: 3,
  observed: 2,
  notObserved: 1,
  skipped: 0,
  problems: 5,
  mute: ['x'],
  reasons: [{ reason: 'It takes a year.', promises: ['p'] }],
  silent: [],
  falseAlarms: [],
};

test('A row says what was not exercised, and why', () => {
  expect(renderRow(held, 8)).toBe(
    [
      'a.yaml           4          3         2         1        0         5  12',
      '    the mock has no payload for "x"',
      '    not exercised: p: It takes a year.',
    ].join('\n'),
  );
});

test('The tail names the refused, the perspective that differs, and counts', () => {
  const rows: readonly Row[] = [
    held,
    { ...held, document: 'b.yaml', falseAlarms: ['failed x: y'] },
    { kind: 'refused', document: 'c.yaml', ms: 1, code: 'document.not-yaml', reason: 'It is no YAML.' },
    { kind: 'crashed', document: 'd.yaml', ms: 1, reason: 'No end after 60 s.' },
  ];
  const judged = [
    { name: 'a.yaml', path: '/a.yaml', judged: 'client' as const },
    { name: 'b.yaml', path: '/b.yaml', judged: 'server' as const },
  ];
  expect(renderTail(rows, judged)).toBe(
    [
      '',
      'Refused:',
      '  c.yaml',
      '    document.not-yaml: It is no YAML.',
      '',
      'perspective: auto agrees with the hand in 1 of 2 documents.',
      '  a.yaml: auto server, by hand client',
      '',
      'documents 4 · closed 1 · exercised 75.0 % · refused 1 · crashed 1 · false alarms 1',
    ].join('\n'),
  );
});
