import { test as base, expect } from '@playwright/test';
import { loadContract, type Mock, startMock } from 'countersign';

/** `test` with a mock of the document: one for each worker, as new for each test. */
export const test = base.extend<{ mock: Mock; openBoard: () => Promise<void> }, { workerMock: Mock }>({
  workerMock: [
    async ({}, use) => {
      const { contract } = await loadContract('asyncapi.yaml');
      const mock = await startMock(contract, { port: 0, push: 'off' });
      await use(mock);
      await mock.close();
    },
    { scope: 'worker' },
  ],
  mock: async ({ workerMock }, use) => {
    workerMock.reset();
    await use(workerMock);
    // What the page sent, and how it connected, has to keep the contract, too.
    expect(workerMock.violations()).toEqual([]);
  },
  openBoard: async ({ page, mock }, use) => {
    const feed = mock.endpoints()[0]?.url ?? '';
    await use(async () => void (await page.goto(`/?feed=${encodeURIComponent(feed)}`)));
  },
});

export { expect };
