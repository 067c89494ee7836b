import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { hold, honestChat } from '../../test/support/hold.ts';
import { createVirtualClock } from '../../test/support/virtual-clock.ts';
import { exitCodeOf } from '../result/exit-code.ts';
import { createRateGate } from './rate-gate.ts';
import { verify } from './verify.ts';

const contract = chatContract();

test('one second of handshakes may come at once, and the rest one after the other', async () => {
  const clock = createVirtualClock();
  const gate = createRateGate(clock, 10);
  const times: number[] = [];
  const passAll = async (): Promise<void> => {
    for (let i = 0; i < 14; i += 1) {
      await gate.pass(1);
      times.push(clock.now());
    }
  };
  await clock.run(passAll());
  expect(times).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 200, 300, 400]);
});

test('who takes many at once makes the others wait for it', async () => {
  const clock = createVirtualClock();
  const gate = createRateGate(clock, 10);
  const times: number[] = [];
  const passAll = async (): Promise<void> => {
    for (const count of [30, 0, 1]) {
      await gate.pass(count);
      times.push(clock.now());
    }
  };
  await clock.run(passAll());
  expect(times).toEqual([0, 2_000, 2_100]);
});

test('a backend that says 429 is left alone, and the run is not green', async () => {
  let asked = 0;
  const result = await hold(
    contract,
    {
      ...honestChat,
      handshake: () => {
        asked += 1;
        return asked > 3 ? 429 : 101;
      },
    },
    { concurrency: 1 },
  );
  expect(asked).toBe(4);
  expect(result.stopped).toBe('the backend answered 429 (Too Many Requests)');
  expect(exitCodeOf(result)).not.toBe(0);
  expect(result.cases.at(-1)?.finding).toEqual({
    outcome: 'skipped',
    message: 'Not run: the backend answered 429 (Too Many Requests).',
    remedy: 'Be gentler: --rate, --concurrency.',
  });
});

test('nothing is sent to another host than the target, wherever it points', async () => {
  const listen = async (
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<{ readonly port: number; close(): Promise<void> }> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      port: (server.address() as AddressInfo).port,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
  let strayed = 0;
  const other = await listen((_, response) => {
    strayed += 1;
    response.end();
  });
  const pointer = await listen((_, response) =>
    response
      .writeHead(302, {
        Location: `http://127.0.0.1:${other.port}/`,
        'Alt-Svc': `h2="127.0.0.1:${other.port}"`,
        Link: `<http://127.0.0.1:${other.port}/>; rel=preload`,
      })
      .end(),
  );
  try {
    const result = await verify(contract, {
      targets: [`ws://127.0.0.1:${pointer.port}`],
      timing: { deadline: 300, patience: 300 },
      diagnose: false,
    });
    expect(exitCodeOf(result)).toBe(1);
    expect(strayed).toBe(0);
  } finally {
    await pointer.close();
    await other.close();
  }
});
