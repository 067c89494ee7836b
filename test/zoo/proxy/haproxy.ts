import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Animal, type Cell, cell, PAGE, type Running } from '../animal.ts';
import { lacks } from '../missing.ts';
import { startPython } from '../python-animals.ts';
import { freePort, startAtFreePort, startProcess } from '../start-process.ts';

interface HaProxy {
  readonly name: string;
  readonly is: string;
  /** Lines of its frontend. */
  readonly rules?: string;
  readonly timeouts?: string;
  readonly server?: string;
  readonly backend?: 'fastapi' | 'nobody';
  readonly cells: readonly Cell[];
}

function haproxy({
  name,
  is,
  rules = '',
  timeouts = 'timeout tunnel 1h',
  server = '',
  backend = 'fastapi',
  cells,
}: HaProxy): Animal {
  return {
    name: `haproxy-${name}`,
    is,
    missing: lacks('haproxy'),
    start: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'countersign-zoo-'));
      const behind: Running =
        backend === 'nobody'
          ? { port: await freePort(), stop: async () => {} }
          : await startPython(['fastapi_app.py', 'websockets']);
      const running = await startAtFreePort(async (port) => {
        const file = join(folder, 'haproxy.cfg');
        await writeFile(
          file,
          `defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 30s
  ${timeouts}
frontend zoo
  bind 127.0.0.1:${port}
  ${rules}
  default_backend behind
backend behind
  server one 127.0.0.1:${behind.port} ${server}
`,
        );
        return startProcess({ command: ['/usr/sbin/haproxy', '-q', '-db', '-f', file], port });
      });
      return {
        port: running.port,
        stop: async () => {
          await running.stop();
          await behind.stop();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
    cells,
  };
}

export const HAPROXY: readonly Animal[] = [
  haproxy({
    name: 'right',
    is: 'HAProxy before FastAPI',
    cells: [cell('CONNECTED', '/ws', ...PAGE), cell('WRONG-PATH', '/socket', ...PAGE)],
  }),
  haproxy({
    name: 'down',
    is: 'HAProxy whose backend is down',
    backend: 'nobody',
    cells: [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'checked-down',
    is: 'HAProxy that knows that its backend is down',
    backend: 'nobody',
    server: 'check inter 100ms',
    cells: [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'denies',
    is: 'HAProxy that denies upgrades',
    rules: 'http-request deny if { hdr(Upgrade) -i websocket }',
    cells: [cell('PROXY-DENIED', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'denies-all',
    is: 'HAProxy that denies everything',
    rules: 'http-request deny',
    cells: [cell('PROXY-DENIED', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'too-many',
    is: 'HAProxy that answers 429',
    rules: 'http-request deny deny_status 429',
    cells: [cell('RATE-LIMIT', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'slow',
    is: 'HAProxy whose backend does not answer in time',
    timeouts: 'timeout server 1s',
    cells: [cell('UPSTREAM-DOWN', '/never', ...PAGE)],
  }),
  haproxy({
    name: 'idle',
    is: 'HAProxy that ends quiet tunnels after a second',
    timeouts: 'timeout tunnel 1s',
    cells: [cell('IDLE-TIMEOUT', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'redirects',
    is: 'HAProxy that redirects to https',
    rules: 'redirect scheme https code 301',
    cells: [cell('REDIRECT', '/ws', ...PAGE)],
  }),
  haproxy({
    name: 'strips',
    is: 'HAProxy that takes Upgrade away',
    rules: 'http-request del-header Upgrade',
    cells: [cell('UPGRADE-STRIPPED', '/ws', ...PAGE)],
  }),
];
