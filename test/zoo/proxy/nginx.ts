import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Animal, type Cell, cell, OTHER_PAGE, PAGE, type Running } from '../animal.ts';
import { lacks } from '../missing.ts';
import { pems } from '../node/tls.ts';
import { startPython } from '../python-animals.ts';
import { freePort, startAtFreePort, startProcess } from '../start-process.ts';

/** The lines without which nginx forwards no WebSocket. */
const UPGRADE = `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "upgrade"; proxy_set_header Host $http_host;`;

type Backend = 'fastapi' | 'tornado' | 'nobody';

interface Nginx {
  readonly name: string;
  readonly is: string;
  /** Inside of http { }. */
  readonly zones?: string;
  /** Inside of server { }; BACKEND is the backend's address. */
  readonly server: string;
  readonly listen?: string;
  readonly backend?: Backend;
  readonly cells: readonly Cell[];
}

async function startBackend(backend: Backend): Promise<Running> {
  if (backend === 'nobody') return { port: await freePort(), stop: async () => {} };
  return startPython(backend === 'fastapi' ? ['fastapi_app.py', 'websockets'] : ['tornado_app.py']);
}

function nginx({ name, is, zones = '', server, listen = '', backend = 'fastapi', cells }: Nginx): Animal {
  return {
    name: `nginx-${name}`,
    is,
    missing: () => lacks('nginx')() ?? undefined,
    start: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'countersign-zoo-'));
      const behind = await startBackend(backend);
      const { key, cert } = await pems({ name: 'localhost' });
      await writeFile(join(folder, 'key.pem'), key);
      await writeFile(join(folder, 'cert.pem'), cert);
      await writeFile(join(folder, 'users'), 'zoo:{PLAIN}zoo\n');
      const running = await startAtFreePort(async (port) => {
        await writeFile(
          join(folder, 'nginx.conf'),
          `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit; worker_processes 1;
events {}
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  ${zones}
  server { listen 127.0.0.1:${port} ${listen}; ${server.replaceAll('BACKEND', `127.0.0.1:${behind.port}`).replaceAll('FOLDER', folder)} }
}`,
        );
        return startProcess({
          command: ['/usr/sbin/nginx', '-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')],
          port,
        });
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

const toBackend = `location / { proxy_pass http://BACKEND; ${UPGRADE} }`;

export const NGINX: readonly Animal[] = [
  nginx({
    name: 'right',
    is: 'nginx that forwards WebSockets to FastAPI',
    server: toBackend,
    cells: [
      cell('CONNECTED', '/ws', ...PAGE),
      cell('WRONG-PATH', '/socket', ...PAGE),
      cell('ORIGIN-DENIED', '/origin', ...OTHER_PAGE),
    ],
  }),
  nginx({
    name: 'strips',
    is: 'nginx with proxy_pass only: no Upgrade, no Connection',
    server: 'location / { proxy_pass http://BACKEND; }',
    cells: [cell('UPGRADE-STRIPPED', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'strips-tornado',
    is: 'nginx with proxy_pass only, before tornado',
    backend: 'tornado',
    server: 'location / { proxy_pass http://BACKEND; proxy_http_version 1.1; }',
    cells: [cell('UPGRADE-STRIPPED', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'location',
    is: 'nginx that forwards /api only',
    server: `location /api/ { proxy_pass http://BACKEND; ${UPGRADE} } location / { return 404; }`,
    cells: [cell('PROXY-NO-ROUTE', '/live/feed', ...PAGE)],
  }),
  nginx({
    name: 'cuts-prefix',
    is: 'nginx whose proxy_pass ends in a slash: the prefix is cut off',
    server: `location /api/ { proxy_pass http://BACKEND/; ${UPGRADE} }`,
    cells: [cell('WRONG-PATH', '/api/v1/ws/events', ...PAGE)],
  }),
  nginx({
    name: 'spa',
    is: 'nginx that serves an application for every path',
    server: `root FOLDER; location / { default_type text/html; return 200 '<!doctype html><div id="app"></div>'; }`,
    cells: [cell('OTHER-SERVICE', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'down',
    is: 'nginx whose backend is down',
    backend: 'nobody',
    server: toBackend,
    cells: [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'slow',
    is: 'nginx whose backend does not answer in time',
    server: `location / { proxy_pass http://BACKEND; ${UPGRADE} proxy_read_timeout 1s; }`,
    cells: [cell('UPSTREAM-DOWN', '/never', ...PAGE), cell('IDLE-TIMEOUT', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'slash',
    is: 'nginx that redirects to the path with a slash',
    server: `location = /ws { return 301 /ws/; } ${toBackend}`,
    cells: [cell('REDIRECT', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'https',
    is: 'nginx that redirects everything to https',
    server: 'return 308 https://$host$request_uri;',
    cells: [cell('REDIRECT', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'password',
    is: 'nginx that wants a name and a password',
    server: `auth_basic "zoo"; auth_basic_user_file FOLDER/users; ${toBackend}`,
    cells: [cell('AUTH-MISSING', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'denies',
    is: 'nginx that lets nobody in',
    server: `deny all; ${toBackend}`,
    cells: [cell('PROXY-DENIED', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'denies-path',
    is: 'nginx that lets nobody in at this path',
    server: `location /ws { deny all; } ${toBackend}`,
    cells: [cell('PROXY-DENIED', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'hangs-up',
    is: 'nginx that answers 444: it hangs up',
    server: 'return 444;',
    cells: [cell('NET-CLOSES', '/ws', ...PAGE)],
  }),
  nginx({
    name: 'rate',
    is: 'nginx with limit_req: one request a minute',
    zones: 'limit_req_zone $binary_remote_addr zone=a:1m rate=1r/m; limit_req_status 429;',
    server: `limit_req zone=a; ${toBackend}`,
    cells: [{ ...cell('RATE-LIMIT', '/ws', ...PAGE), before: '/' }],
  }),
  nginx({
    name: 'connections',
    is: 'nginx with limit_conn: one connection',
    zones: 'limit_conn_zone $binary_remote_addr zone=b:1m;',
    server: `limit_conn b 1; ${toBackend}`,
    cells: [{ ...cell('CAPACITY', '/ws', ...PAGE), holding: '/ws' }],
  }),
  nginx({
    name: 'host',
    is: 'nginx that does not pass Host on, before tornado',
    backend: 'tornado',
    server: `location / { proxy_pass http://BACKEND; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }`,
    cells: [cell('HOST-REWRITE', '/ws', '--origin', 'http://127.0.0.1:{port}')],
  }),
  nginx({
    name: 'drops-subprotocol',
    is: 'nginx that does not pass the subprotocol on',
    server: `location / { proxy_pass http://BACKEND; ${UPGRADE} proxy_set_header Sec-WebSocket-Protocol ""; }`,
    cells: [cell('SUBPROTOCOL-NOT-SELECTED', '/chat-any', ...PAGE, '--subprotocol', 'chat.v1')],
  }),
  nginx({
    name: 'large-header',
    is: 'nginx with its usual limit of header sizes',
    server: toBackend,
    cells: [
      cell('HEADERS-TOO-LARGE', '/ws', ...PAGE, '--header', `Cookie: cart=${'x'.repeat(9_000)}`),
      cell('HEADERS-TOO-LARGE', `/ws?token=${'x'.repeat(9_000)}`, ...PAGE),
    ],
  }),
  nginx({
    name: 'tls',
    is: 'nginx with TLS',
    listen: 'ssl',
    server: `ssl_certificate FOLDER/cert.pem; ssl_certificate_key FOLDER/key.pem; ${toBackend}`,
    cells: [
      cell('TLS-WS-ON-TLS-PORT', 'ws://localhost:{port}/ws', ...PAGE),
      cell('TLS-UNTRUSTED', 'wss://localhost:{port}/ws', ...PAGE),
    ],
  }),
  nginx({
    name: 'plain',
    is: 'nginx without TLS',
    server: toBackend,
    cells: [cell('TLS-PLAIN-PORT', 'wss://localhost:{port}/ws', ...PAGE)],
  }),
];
