import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';
import { createProject, type Project } from '../codegen/project.ts';
import { browserMissing } from '../support/browser.ts';

/** No `'unsafe-eval'`: neither `eval` nor `new Function`. */
const POLICY = "default-src 'self'; script-src 'self'; connect-src 'self' ws://localhost:8000";

/** What a page of a strict content policy does with the generated handlers of the market feed. */
const PAGE = `
import { worker } from './mocks/browser.ts';
import { mock } from './mocks/handlers.ts';

await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
let evaluates = true;
try { new Function('return 1')(); } catch { evaluates = false; }
const socket = new WebSocket('ws://localhost:8000/ws');
const replies = [];
socket.addEventListener('message', ({ data }) => replies.push(JSON.parse(data).type));
socket.addEventListener('error', () => { document.title = 'refused'; });
await new Promise((resolve) => socket.addEventListener('open', resolve));
socket.send(JSON.stringify({ type: 'subscribe', symbol: 'AAPL' }));
await mock.waitFor('subscribe');
socket.send(JSON.stringify({ type: 'subscribe', symbol: 7 }));
const deadline = Date.now() + 5000;
while ((replies.length < 2 || mock.violations().length === 0) && Date.now() < deadline)
  await new Promise((resolve) => setTimeout(resolve, 20));
document.title = JSON.stringify({
  evaluates,
  replies: replies.slice(0, 2),
  violations: mock.violations().map(({ violation }) => violation),
});
`;

let project: Project;
let server: Server;
let browser: Browser | undefined;
beforeAll(async () => {
  if (browserMissing() !== undefined) return;
  project = createProject();
  const main = [join(ROOT, 'src/cli/main.ts'), 'generate', 'msw', 'asyncapi.yaml'];
  execFileSync(
    process.execPath,
    ['--import', 'tsx', ...main, '-o', `${project.folder}/mocks/`, '--validators'],
    { cwd: ROOT, stdio: 'pipe' },
  );
  project.write('page.js', PAGE);
  const { outputFiles } = await build({
    entryPoints: [join(project.folder, 'page.js')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    alias: { 'countersign/msw': join(ROOT, 'src/mock/adapters/msw/index.ts') },
  });
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', '<!doctype html><title>waiting</title><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', outputFiles[0]?.text ?? ''],
    '/mockServiceWorker.js': [
      'text/javascript',
      readFileSync(join(ROOT, 'node_modules/msw/lib/mockServiceWorker.js'), 'utf8'),
    ],
  };
  server = createServer(({ url = '' }, response) => {
    const [type, text] = files[url] ?? [];
    response.writeHead(type === undefined ? 404 : 200, {
      'Content-Type': type ?? 'text/plain',
      'Content-Security-Policy': POLICY,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox'],
  });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  project?.remove();
});

test.skipIf(browserMissing() !== undefined)(
  'A page that may not use eval is answered and judged by the mock, with validators that were generated as code',
  async () => {
    const page = await (browser as Browser).newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await expect.poll(() => page.title(), { timeout: 30_000 }).not.toBe('waiting');
    expect(errors).toEqual([]);
    expect(JSON.parse(await page.title())).toEqual({
      evaluates: false,
      replies: ['connection', 'subscribed'],
      violations: [expect.stringContaining('/symbol')],
    });
  },
);
