import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { openingOf } from '../../src/docgen/facts/opening.ts';
import { quickStartTabs } from '../../src/docgen/quick-start/quick-start.ts';
import { createSite } from '../../src/docgen/site.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ROOT } from '../architecture/source-file.ts';
import { placeholderValues } from '../docs/fill-placeholders.ts';
import { documents } from '../laws/documents.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';

const ORIGINS = ['http://localhost:3000', 'http://localhost:5174'];
const BEFORE = fileURLToPath(new URL('record.js', import.meta.url));

/** What a page does around the code that was copied: `NAME` is its hook or composable. */
const PAGES = {
  Browser: 'import "quick-start";',
  React: `
import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { NAME } from 'quick-start';
function Shown() {
  const { status, messages } = NAME();
  return createElement('output', {}, status + ' ' + messages.length);
}
createRoot(document.body).render(createElement(StrictMode, {}, createElement(Shown)));`,
  Vue: `
import { createApp, h } from 'vue';
import { NAME } from 'quick-start';
createApp({
  setup() {
    const { status, messages } = NAME();
    return () => h('output', {}, status.value + ' ' + messages.value.length);
  },
}).mount(document.body);`,
} as const;

/** What is copied from the docs really connects from a page, and what it says first is a message of the contract. */
describe.skipIf(browserMissing())('the quick starts for a page', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser(ORIGINS);
  });
  afterAll(() => browser?.close());

  const cases = documents.flatMap(([name, path]) =>
    (['Browser', 'React', 'Vue'] as const).map((label) => [name, label, path] as const),
  );
  test.each(cases)('%s: %s', async (_name, label, path) => {
    const { contract } = await loadContract(path, { validate: false });
    const endpoint = contract.endpoints.find(({ absent }) => absent === undefined);
    if (endpoint === undefined) return expect(contract.endpoints).not.toEqual([]);
    const mock = await startMock(contract, { port: 0 });
    const page = await browser.open(
      openingOf(contract, endpoint).origin ?? ORIGINS[0] ?? '',
      await pageOf(label, contract, endpoint, mock),
      BEFORE,
    );
    const heard = (): boolean =>
      mock.journal.entries().some((entry) => entry.type === 'frame' && entry.from === 'server');
    const talks = endpoint.messages.client.length > 0;
    await expect
      .poll(() => ({ said: !talks || mock.received().length > 0, heard: heard() }))
      .toEqual({ said: true, heard: true });
    if (label !== 'Browser')
      await expect.poll(() => page.locator('output').textContent()).toMatch(/^open [1-9]/);
    expect(mock.violations()).toEqual([]);
    await page.context().close();
    await mock.close();
  });
});

async function pageOf(
  label: keyof typeof PAGES,
  contract: Contract,
  endpoint: Endpoint,
  mock: Mock,
): Promise<string> {
  const tab = quickStartTabs(createSite(contract), endpoint).find((one) => one.label === label);
  const { base } = openingOf(contract, endpoint);
  let code = (tab?.code.text ?? '').replace(
    base,
    mock.url.replace(/^http:\/\/127\.0\.0\.1/, 'ws://localhost'),
  );
  for (const [word, value] of await placeholderValues(contract, endpoint, mock.url))
    code = code.replaceAll(word, value);
  const name = /export function (\w+)/.exec(code)?.[1] ?? '';
  const { outputFiles } = await build({
    stdin: { contents: PAGES[label].replaceAll('NAME', name), resolveDir: ROOT },
    plugins: [
      {
        name: 'quick-start',
        setup(bundler) {
          bundler.onResolve({ filter: /^quick-start$/ }, () => ({
            path: 'quick-start',
            namespace: 'copied',
          }));
          bundler.onLoad({ filter: /.*/, namespace: 'copied' }, () => ({
            contents: code,
            loader: 'jsx',
            resolveDir: ROOT,
          }));
        },
      },
    ],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return `<!doctype html><body><script>${(outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')}</script></body>`;
}
