import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { type Backend, backendMissing, startBackend } from '../support/backend.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';
import { bioMining } from './bio-mining.ts';
import { marketFeed } from './market-feed.ts';
import { notifications } from './notifications.ts';
import { quotes } from './quotes.ts';
import { comparable } from './seen.ts';
import type { System, Visit } from './visit.ts';
import { voice } from './voice.ts';

const SYSTEMS: readonly System[] = [marketFeed, quotes, bioMining, voice, notifications];
const ORIGINS = ['http://localhost:3000', 'http://localhost:5174', 'http://otro-sitio.test'];

/** The stories' own JavaScript in a real browser: it cannot tell the mock from the backend. */
describe.skipIf(browserMissing() ?? backendMissing())('the page sees the same', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser(ORIGINS);
  });
  afterAll(() => browser.close());

  describe.each(SYSTEMS)('$fixture', ({ fixture, document, visits }) => {
    let backend: Backend;
    let mock: Mock;
    beforeAll(async () => {
      const [{ contract }, started] = await Promise.all([
        loadContract(document, { validate: false }),
        startBackend(fixture),
      ]);
      backend = started;
      mock = await startMock(contract, { port: 0 });
    });
    afterAll(() => Promise.all([backend.stop(), mock.close()]));

    test.each(visits)('$title', async (visit) => {
      const [ofBackend, ofMock] = await Promise.all([seen(visit, backend.url), seen(visit, mock.url)]);
      expect(ofBackend).toEqual(visit.sees);
      expect(ofMock).toEqual(visit.sees);
    });
  });

  async function seen({ go, varying }: Visit, url: string): Promise<readonly unknown[]> {
    // A page of localhost has the cookies of localhost, and none of 127.0.0.1.
    return comparable(await go(browser, `localhost:${new URL(url).port}`), varying);
  }
});
