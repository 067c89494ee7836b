import { expect, test } from 'vitest';
import { browserMissing } from '../../support/browser.ts';
import { runInChromium } from './run-in-chromium.ts';

test.skipIf(browserMissing() !== undefined)(
  'MSW in Chromium, with its service worker, behaves as every transport does',
  async () => {
    const { results, errors } = await runInChromium();
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(results.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id)).toEqual([
      'handshake/status',
    ]);
    expect(errors).toEqual([]);
  },
);
