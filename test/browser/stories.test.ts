import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { backendMissing, startBackend } from '../support/backend.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';
import { bioMining } from './bio-mining.ts';
import { marketFeed } from './market-feed.ts';
import { notifications } from './notifications.ts';
import { quotes } from './quotes.ts';
import { comparable } from './seen.ts';
import type { System, Visit } from './visit.ts';
import { voice } from './voice.ts';

const SYSTEMS: readonly System[] = [bioMining, quotes, marketFeed, voice, notifications];
const ORIGINS = ['http://localhost:3000', 'http://localhost:5174', 'http://otro-sitio.test'];

/** The two that must look the same to a page. */
interface Pair {
  readonly backend: string;
  readonly mock: string;
  end(): Promise<unknown>;
}

/** The stories' own JavaScript in a real browser: it cannot tell the mock from the backend. */
describe.skipIf(browserMissing() ?? backendMissing())('the page sees the same', () => {
  let browser: TestBrowser;
  let pairs: ReadonlyMap<System, Pair> = new Map();
  beforeAll(async () => {
    const [started, ...all] = await Promise.all([startBrowser(ORIGINS), ...SYSTEMS.map(startPair)]);
    browser = started;
    pairs = new Map(all);
  });
  afterAll(() => Promise.all([browser?.close(), ...[...pairs.values()].map(({ end }) => end())]));

  const visits = SYSTEMS.flatMap((system) =>
    system.visits.map((visit) => [system.fixture, visit.title, system, visit] as const),
  );
  test.each(visits)('%s: %s', async (_fixture, _title, system, visit) => {
    const pair = pairs.get(system);
    const [ofBackend, ofMock] = await Promise.all([seen(visit, pair?.backend), seen(visit, pair?.mock)]);
    expect(ofBackend).toEqual(visit.sees);
    expect(ofMock).toEqual(visit.sees);
  });

  async function seen({ go, varying }: Visit, url = ''): Promise<readonly unknown[]> {
    // A page of localhost has the cookies of localhost, and none of 127.0.0.1.
    return comparable(await go(browser, `localhost:${new URL(url).port}`), varying);
  }
});

async function startPair(system: System): Promise<readonly [System, Pair]> {
  const [{ contract }, backend] = await Promise.all([
    loadContract(system.document, { validate: false }),
    startBackend(system.fixture),
  ]);
  const mock = await startMock(contract, { port: 0 });
  const end = (): Promise<unknown> => Promise.all([backend.stop(), mock.close()]);
  return [system, { backend: backend.url, mock: mock.url, end }];
}
