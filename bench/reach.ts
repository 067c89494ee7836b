import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';
import type { AdapterRatio, AdapterRatios } from './reach-adapters.ts';
import { compareBroadcasts } from './reach-broadcast.ts';
import { compareMemory } from './reach-memory.ts';

export const reachBench: Bench = {
  name: 'reach',
  title: 'many connections on one process, and the adapters of other transports',
  async run(short) {
    const memory = await compareMemory(short ? 1_000 : 10_000, short ? 1 : 3);
    const broadcast = await compareBroadcasts(
      short ? 500 : 5_000,
      short ? { rounds: 3, events: 10 } : { rounds: 7, events: 20 },
    );
    const adapters = await inOwnProcess(short);
    return [
      memory.text,
      broadcast.text,
      adapters.text,
      ...(short ? ['Short: it proves that the bench runs; so few connections measure nothing.'] : []),
      [
        `memory per connection ${memory.ratio.toFixed(2)} (at most 1.50)`,
        `broadcast rate ${broadcast.rate.toFixed(2)}, cpu ${broadcast.cpu.toFixed(2)} (at least 0.90)`,
        `msw ${say(adapters.msw)}, mock-socket ${say(adapters.mockSocket)} (at most 1.20)`,
      ].join(' · '),
    ].join('\n\n');
  },
};

/** The adapters put themselves in the place of what is global. */
async function inOwnProcess(short: boolean): Promise<AdapterRatios> {
  const child = fork(fileURLToPath(new URL('./reach-adapters-process.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
  });
  const exited = once(child, 'exit');
  child.send(short);
  const answer = await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => Promise.reject(new Error(`The bench of the adapters ended with ${code}.`))),
  ]);
  child.kill();
  await exited;
  return answer[0] as AdapterRatios;
}

function say({ cpu, time }: AdapterRatio): string {
  return `time ${time.toFixed(2)} cpu ${cpu.toFixed(2)}`;
}
