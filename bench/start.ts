import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Bench } from './bench.ts';
import { DOCUMENT, LOADER, MOCK, peer } from './processes.ts';
import { startServer } from './server-process.ts';
import { median, table } from './statistics.ts';

const CONTESTANTS: readonly (readonly [name: string, args: readonly string[], path: string])[] = [
  ['bare ws', [peer('bare-ws.mjs')], '/'],
  ['bare ws and @asyncapi/parser', [peer('parser-and-ws.mjs')], '/'],
  ['countersign mock', MOCK, '/ws'],
];

export const startBench: Bench = {
  name: 'start',
  title: 'from the start of the process to the first accepted handshake',
  async run(short) {
    const times = CONTESTANTS.map((): number[] => []);
    for (let index = 0; index < (short ? 3 : 10); index += 1) {
      for (const [contestant, [, args, path]] of CONTESTANTS.entries()) {
        times[contestant]?.push(await timeToHandshake(args, path));
      }
    }
    const medians = times.map(median);
    const [bare = Number.NaN, parser = Number.NaN, mock = Number.NaN] = medians;
    const rows = CONTESTANTS.map(([name], index) => {
      const time = medians[index] ?? Number.NaN;
      return [name, `${Math.round(time)}`, (time / bare).toFixed(2), (time / parser).toFixed(2)];
    });
    const loads = await timeLoads(short);
    return [
      table([['', 'ms', 'to bare ws', 'to the parser'], ...rows]),
      loads,
      `mock to bare ws ${(mock / bare).toFixed(2)} · to one that loads @asyncapi/parser ${(mock / parser).toFixed(2)}`,
    ].join('\n');
  },
};

/** Without a cached contract: a process that loads a document, beside one that only has the parser judge it. */
async function timeLoads(short: boolean): Promise<string> {
  const contestants = [
    ['@asyncapi/parser alone', [peer('parse.mjs'), DOCUMENT]],
    ['countersign without its cache', [peer('load.mjs'), DOCUMENT, LOADER]],
  ] as const;
  const times = contestants.map((): number[] => []);
  for (let index = 0; index < (short ? 3 : 10); index += 1)
    for (const [contestant, [, args]] of contestants.entries()) times[contestant]?.push(timeOf(args));
  const medians = times.map(median);
  const [parser = Number.NaN] = medians;
  const rows = contestants.map(([name], index) => {
    const time = medians[index] ?? Number.NaN;
    return [name, `${Math.round(time)}`, (time / parser).toFixed(2)];
  });
  return table([['loading asyncapi.yaml', 'ms', 'to the parser'], ...rows]);
}

/** ms from the start of the process to its end. */
function timeOf(args: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}.`);
  return performance.now() - start;
}

/** ms. */
async function timeToHandshake(args: readonly string[], path: string): Promise<number> {
  const start = performance.now();
  const server = await startServer(args);
  try {
    await handshake(server.port, path);
    return performance.now() - start;
  } finally {
    await server.stop();
  }
}

function handshake(port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    };
    request({ port, path, host: '127.0.0.1', headers })
      .on('upgrade', (_response, socket) => {
        socket.destroy();
        resolve();
      })
      .on('response', ({ statusCode }) =>
        reject(new Error(`The handshake at ${path} was answered with ${statusCode}.`)),
      )
      .on('error', reject)
      .end();
  });
}
