import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { ROOT } from '../architecture/source-file.ts';
import { contractOf } from '../laws/documents.ts';
import { startBackend } from '../support/backend.ts';
import { generateLoad, installArtillery, type LoadReport, runLoad } from './artillery-project.ts';

/** Generated load tests, run by Artillery itself: `npm run artillery`. */

interface Case {
  readonly name: string;
  readonly document: string;
  readonly fault: string;
  /** Counters that must be above 0: against the right backend, against the wrong one. */
  readonly green: readonly string[];
  readonly red: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'requests with replies, and streams',
    document: 'asyncapi.yaml',
    fault: 'no-reply',
    green: ['countersign.sent.ping', 'countersign.received.pong'],
    red: ['countersign.broken'],
  },
  {
    name: 'binary messages, and what must be said first',
    document: 'fixtures/voice/asyncapi.yaml',
    fault: 'wrong-type',
    green: ['countersign.sent.audio_chunk', 'countersign.received.transcription'],
    red: ['countersign.broken', 'countersign.invalid.session_start'],
  },
  {
    name: 'a login, and what one client does for others',
    document: 'fixtures/notifications/asyncapi.yaml',
    fault: 'refuse',
    green: ['countersign.received.connected', 'countersign.received.announcement'],
    red: ['countersign.refused', 'countersign.refused.503'],
  },
  {
    name: 'replies in time',
    document: 'fixtures/quotes/asyncapi.yaml',
    fault: 'latency-3s',
    green: ['countersign.received.quote', 'countersign.received.subscribed'],
    red: ['countersign.broken'],
  },
  {
    name: 'a subprotocol, and a server that speaks first',
    document: 'test/clients/action-cable.yaml',
    fault: 'lose',
    green: ['countersign.received.welcome', 'countersign.received.ping'],
    red: ['countersign.broken'],
  },
  {
    name: 'requests without a promised reply, on connections that are held',
    document: 'test/clients/graphql-transport-ws.yaml',
    fault: 'drop-after-2',
    green: ['countersign.sent.subscribe', 'countersign.unproved'],
    red: ['countersign.dropped'],
  },
];

const closings: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closings.map((close) => close())));

beforeAll(installArtillery, 600_000);

async function mockOf(document: string, faults: readonly string[] = []): Promise<string> {
  const mock = await startMock(await contractOf(join(ROOT, document)), { port: 0, faults });
  closings.push(() => mock.close());
  return mock.url;
}

function expectGreen({ code, output, counters, summaries }: LoadReport, seen: readonly string[]): void {
  expect(code, output).toBe(0);
  expect(counters).toMatchObject({
    'vusers.created': 40,
    'vusers.completed': 40,
    'countersign.broken': 0,
    'countersign.refused': 0,
    'countersign.dropped': 0,
    'countersign.skipped': 0,
  });
  expect((counters['countersign.kept'] ?? 0) + (counters['countersign.unproved'] ?? 0)).toBe(40);
  expect(seen.filter((name) => !((counters[name] ?? 0) > 0))).toEqual([]);
  expect(summaries['countersign.connect_time']?.count).toBeGreaterThanOrEqual(40);
  expect(Object.keys(summaries).filter((name) => name.startsWith('countersign.reply_time.'))).not.toEqual([]);
}

describe.each(CASES)('$name: $document', ({ name, document, fault, green, red }) => {
  let load: string;
  beforeAll(() => {
    load = generateLoad(name.replace(/\W+/g, '-'), join(ROOT, document));
  });

  test.concurrent('is green against its mock', async () => {
    expectGreen(await runLoad(load, 'green', { target: await mockOf(document) }), green);
  });

  test.concurrent(`is red against a mock with the fault ${fault}`, async () => {
    const report = await runLoad(load, 'red', { target: await mockOf(document, [fault]) });
    expect(report.code, report.output).toBe(1);
    expect(red.filter((counter) => !((report.counters[counter] ?? 0) > 0))).toEqual([]);
    expect(report.output).toContain('countersign: ');
  });
});

test('is green against FastAPI', async () => {
  const backend = await startBackend('market-feed');
  closings.push(() => backend.stop());
  const load = generateLoad('FastAPI', join(ROOT, 'asyncapi.yaml'));
  expectGreen(await runLoad(load, 'green', { target: backend.wsUrl }), ['countersign.received.pong']);
});

test('each virtual user has a credential of its own, from a CSV file; without one nobody gets in', async () => {
  const document = 'test/zoo/documents/cookie.yaml';
  const load = generateLoad('payload', join(ROOT, document));
  const target = await mockOf(document);
  writeFileSync(join(load, 'users.csv'), 'anna-1\nbert-2\n');
  const payload = [{ path: 'users.csv', fields: ['session'], order: 'sequence' }];
  expectGreen(await runLoad(load, 'green', { target, config: { payload } }), ['countersign.received.tick']);
  const without = await runLoad(load, 'red', { target });
  expect(without.code, without.output).toBe(1);
  expect(without.counters['countersign.skipped']).toBe(40);
});
