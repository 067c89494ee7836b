import { setTimeout as wait } from 'node:timers/promises';
import { startCrowd } from './crowd-process.ts';
import { MOCK, peer } from './processes.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { median, table } from './statistics.ts';

/** On SIGUSR2 the process collects its garbage: what is measured is what is kept. */
const COLLECTING = [
  '--expose-gc',
  '--import',
  'data:text/javascript,process.on("SIGUSR2",()=>{globalThis.gc();globalThis.gc()})',
];
/** ms for a collection, and for what a server does when nobody asks it for anything. */
const SETTLED = 1_000;

const CONTESTANTS: readonly (readonly [name: string, args: readonly string[], path: string])[] = [
  ['bare ws', [...COLLECTING, peer('bare-ws.mjs')], '/'],
  ['countersign mock', [...COLLECTING, ...MOCK, '--push', 'off'], '/ws'],
];

/** Memory per connection, to that of bare `ws`; what stands in the table. */
export async function compareMemory(
  connections: number,
  rounds: number,
): Promise<{ readonly ratio: number; readonly text: string }> {
  const sizes = CONTESTANTS.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, [, args, path]] of CONTESTANTS.entries())
      sizes[index]?.push(await sizeOfConnection(args, path, connections));
  }
  const medians = sizes.map(median);
  const [bare = Number.NaN, mock = Number.NaN] = medians;
  const rows = CONTESTANTS.map(([name], index) => [
    name,
    ((medians[index] ?? Number.NaN) / 1024).toFixed(1),
    ((medians[index] ?? Number.NaN) / bare).toFixed(2),
  ]);
  return {
    ratio: mock / bare,
    text: table([[`${connections} connections`, 'KiB each', 'to bare ws'], ...rows]),
  };
}

/** Bytes. Each connection in a new process: memory that was given back once is not measured. */
async function sizeOfConnection(args: readonly string[], path: string, count: number): Promise<number> {
  const server = await startServer(args);
  try {
    const before = await settled(server);
    const crowd = await startCrowd(server.port, path, count);
    const after = await settled(server);
    await crowd.leave();
    return (after - before) / count;
  } finally {
    await server.stop();
  }
}

async function settled(server: ServerProcess): Promise<number> {
  await wait(SETTLED);
  server.collect();
  await wait(SETTLED);
  return server.resident() ?? Number.NaN;
}
