import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { messageOf } from '../../src/contract/queries.ts';
import { createPlaybook } from '../../src/engine/playbook.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { exampleTarget } from '../../src/mock/example-url.ts';
import { startMock } from '../../src/mock/index.ts';
import { createValidators } from '../../src/schema/create-validators.ts';
import type { Door } from './attack.ts';
import { watchLoop } from './loop-watch.ts';
import type { Measurement, VictimAnswer, VictimQuestion } from './victim-process.ts';

/** The mock under attack, alone in its process: `node --expose-gc --import tsx victim.ts <document>`. */
const mistakes: string[] = [];
process.on('uncaughtExceptionMonitor', () => {});
process.on('unhandledRejection', (reason) => mistakes.push(`unhandled rejection: ${textOf(reason)}`));

const { contract: loaded } = await loadContract(process.argv[2] ?? '', { cache: false });
const contract = withoutCapacity(loaded);
const mock = await startMock(contract, {
  port: 0,
  push: 250,
  onEntry: (entry) => {
    if (entry.type === 'bug' && mistakes.length < 20) mistakes.push(`bug: ${entry.message}`);
  },
});
const doors = contract.endpoints.filter(({ absent }) => absent === undefined).map(doorOf);
const loop = watchLoop();
say({ kind: 'ready', port: Number(new URL(mock.url).port), doors });

process.on('message', async (question: VictimQuestion) => {
  if (question === 'measure') say({ kind: 'measured', measurement: measure() });
  if (question === 'forget') {
    const figures = loop.take();
    // What the journal keeps is bounded, and no leak.
    mock.reset();
    for (let round = 0; round < 6; round += 1) {
      globalThis.gc?.();
      await turn();
    }
    // The collections that were asked for are not the mock's; the watch sees them at its next step, and forgets them.
    await wait(50);
    say({ kind: 'measured', measurement: { ...measure(), ...figures } });
  }
  if (question === 'stop') {
    await mock.close();
    process.disconnect();
  }
});

function measure(): Measurement {
  const { heapUsed, external, rss } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  return {
    heap: heapUsed,
    external,
    rss,
    sockets: resources.filter((name) => name === 'TCPSocketWrap').length,
    timers: resources.filter((name) => name === 'Timeout').length,
    connections: mock.connections().length,
    mistakes,
    ...loop.take(),
  };
}

/** The abusers would rightly take all places, and the good client would rightly be refused. */
function withoutCapacity(full: Contract): Contract {
  return {
    ...full,
    endpoints: full.endpoints.map((endpoint) => {
      const { connections: _, ...handshake } = endpoint.handshake;
      return { ...endpoint, handshake };
    }),
  };
}

function doorOf(endpoint: Endpoint): Door {
  const { origins, subprotocols, credentials } = endpoint.handshake;
  const origin = origins === undefined || origins.value === 'any' ? undefined : origins.value[0];
  const subprotocol = subprotocols?.value.supported[0];
  const carriers = credentials.flatMap(({ anyOf }) => anyOf[0]?.carrier ?? []);
  const playbook = createPlaybook(contract, createValidators(contract), 1);
  return {
    path: exampleTarget(endpoint),
    headers: [
      ...(origin === undefined ? [] : [`Origin: ${origin}`]),
      ...(subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
      ...carriers.flatMap((carrier) =>
        carrier.in === 'authorization' ? [`Authorization: ${carrier.scheme} YWJ1c2U6YWJ1c2U=`] : [],
      ),
    ],
    requests: endpoint.messages.client.flatMap((id) => {
      if (messageOf(contract, id).format !== 'json') return [];
      const payload = playbook.payload(id, undefined, 0);
      return payload === undefined ? [] : JSON.stringify(payload);
    }),
  };
}

function say(answer: VictimAnswer): void {
  process.send?.(answer);
}

function textOf(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}
