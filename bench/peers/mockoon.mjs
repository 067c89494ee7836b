// `mockoon-cli start` with one WebSocket route that answers every message with the same text: no rule, no template.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = await freePort();
const file = join(tmpdir(), `countersign-bench-mockoon-${process.pid}.json`);
const route = randomUUID();
writeFileSync(
  file,
  JSON.stringify({
    uuid: randomUUID(),
    lastMigration: 33,
    name: 'bench',
    port,
    hostname: '127.0.0.1',
    endpointPrefix: '',
    latency: 0,
    routes: [
      {
        uuid: route,
        type: 'ws',
        documentation: '',
        method: '',
        endpoint: 'ws',
        responses: [
          {
            uuid: randomUUID(),
            body: '{"type":"pong"}',
            latency: 0,
            statusCode: 200,
            label: '',
            headers: [],
            bodyType: 'INLINE',
            filePath: '',
            databucketID: '',
            sendFileAsBody: false,
            rules: [],
            rulesOperator: 'OR',
            disableTemplating: true,
            fallbackTo404: false,
            default: true,
            crudKey: 'id',
            callbacks: [],
          },
        ],
        responseMode: null,
        streamingMode: null,
        streamingInterval: 0,
      },
    ],
    rootChildren: [{ type: 'route', uuid: route }],
    folders: [],
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: {
      enabled: false,
      type: 'CERT',
      pfxPath: '',
      certPath: '',
      keyPath: '',
      caPath: '',
      passphrase: '',
    },
    cors: false,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  }),
);
process.argv = [
  process.argv[0],
  'mockoon-cli',
  'start',
  '--data',
  file,
  '--repair',
  '--disable-log-to-file',
  '--disable-admin-api',
];
await import('@mockoon/cli/bin/run.js');
while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 100));
console.log(`ws://127.0.0.1:${port}/`);

function answers() {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
