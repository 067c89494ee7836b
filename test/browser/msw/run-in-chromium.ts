import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ConformanceResult } from '../../../src/conformance/index.ts';
import { ROOT } from '../../architecture/source-file.ts';
import { startBrowser } from '../../support/browser.ts';

/**
 * The suite in a page of Chromium, over MSW's own service worker.
 * @param from a file beside whose `node_modules` MSW is taken: what is to be tried with another version of it
 */
export async function runInChromium(from: string = join(ROOT, 'package.json')): Promise<{
  readonly results: readonly ConformanceResult[];
  readonly errors: readonly string[];
}> {
  const require = createRequire(from);
  const bundle = await build({
    entryPoints: [join(ROOT, 'test/browser/msw/page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    alias: Object.fromEntries(['msw', 'msw/browser'].map((name) => [name, browserFile(require, name)])),
    logLevel: 'silent',
  });
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': ['text/html', '<!doctype html><title>MSW</title><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', bundle.outputFiles[0]?.text ?? ''],
    '/mockServiceWorker.js': [
      'text/javascript',
      readFileSync(require.resolve('msw/mockServiceWorker.js'), 'utf8'),
    ],
  };
  const server = createServer(({ url = '' }, response) => {
    const [type, body] = files[url] ?? ['text/plain', ''];
    response.writeHead(files[url] === undefined ? 404 : 200, { 'Content-Type': type });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await startBrowser([]);
  try {
    const page = await browser.blank(join(ROOT, 'test/browser/msw/nothing.js'));
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'conformance' in globalThis);
    return { results: await page.evaluate(() => globalThis.conformance()), errors };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** What a bundler for pages takes: the `browser` condition, else the default. */
function browserFile(require: NodeJS.Require, name: string): string {
  const root = join(require.resolve('msw/package.json'), '..');
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: Exports };
  const found = resolveConditions(exports[name === 'msw' ? '.' : './browser']);
  if (found === undefined) throw new Error(`${root} has no ${name} for a browser.`);
  return join(root, found);
}

type Exports = { readonly [key: string]: Exports | string | null };

function resolveConditions(target: Exports | string | null | undefined): string | undefined {
  if (typeof target === 'string') return target;
  if (target === null || target === undefined) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    const found = ['browser', 'import', 'default'].includes(condition) ? resolveConditions(inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
