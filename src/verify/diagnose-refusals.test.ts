import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { nowhere, promised, tinyContract } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { REPORTERS } from '../report/reporters.ts';
import { plainStyle } from '../report/style.ts';
import { exitCodeOf } from '../result/exit-code.ts';
import type { Result } from '../result/result.ts';
import { verify } from './verify.ts';

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

interface Knocked {
  readonly url: string;
  /** Targets of the handshakes that came, in order. */
  readonly handshakes: string[];
}

/** A server that refuses with a status and a body, or accepts (`undefined`). */
async function startServer(
  judge: (target: string, origin: string | undefined) => readonly [status: number, body: string] | undefined,
): Promise<Knocked> {
  const server = createServer((_, response) => response.writeHead(404).end());
  const accepting = new WebSocketServer({ noServer: true });
  const handshakes: string[] = [];
  server.on('upgrade', (request, socket, head) => {
    handshakes.push(request.url ?? '');
    const refusal = judge(request.url ?? '', request.headers.origin);
    if (refusal === undefined) return accepting.handleUpgrade(request, socket, head, () => {});
    const [status, body] = refusal;
    socket.end(
      `HTTP/1.1 ${status} Refused\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ending.push(() => {
    server.close();
    server.closeAllConnections();
    for (const socket of accepting.clients) socket.terminate();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, handshakes };
}

const PAGE = 'http://localhost:3000';

function contractWith(endpoint: Partial<Endpoint>): Contract {
  return tinyContract({}, { address: '/ws', ...endpoint }).contract;
}

const hold = (contract: Contract, url: string, more: Parameters<typeof verify>[1] = {}): Promise<Result> =>
  verify(contract, { targets: [url], timing: { deadline: 1_000, patience: 100 }, ...more });

function accepting(result: Result): Result['cases'] {
  return result.cases.filter(({ check }) => check === 'handshake.accept');
}

test('a failed handshake carries the cause, how sure that is, what to change, and how to ask on', async () => {
  const { url } = await startServer((target) => (target === '/socket' ? undefined : [404, 'nothing here']));
  const result = await hold(contractWith({}), url, { origin: PAGE });
  expect(accepting(result).map(({ finding }) => finding.verdict)).toEqual([
    expect.objectContaining({
      id: 'NO-ROUTE',
      sure: 'likely',
      sentence: expect.stringContaining('The nearest that exists is /socket.'),
      command: `countersign diagnose ${url}/ws --origin ${PAGE} --document tiny.yaml`,
    }),
  ]);
  expect(exitCodeOf(result)).toBe(1);
});

test('equal openings are asked about once, and a diagnosis takes 25 handshakes at most', async () => {
  const server = await startServer(() => [403, '']);
  const plain = await hold(contractWith({}), server.url, { diagnose: false });
  const without = server.handshakes.length;
  expect(accepting(plain).map(({ finding }) => finding.verdict)).toEqual([undefined]);
  server.handshakes.length = 0;
  const result = await hold(contractWith({}), server.url);
  expect(accepting(result).every(({ finding }) => finding.verdict !== undefined)).toBe(true);
  expect(server.handshakes.length - without).toBeGreaterThan(2);
  expect(server.handshakes.length - without).toBeLessThanOrEqual(25);
  expect(exitCodeOf(result)).toBe(exitCodeOf(plain));
});

test('with the profile safe nobody knocks at a path that the document does not have', async () => {
  const server = await startServer(() => [403, '']);
  const result = await hold(contractWith({}), server.url, {
    profile: 'safe',
    skip: ['handshake.unknown-path'],
  });
  expect(accepting(result).map(({ finding }) => finding.verdict)).toEqual([undefined]);
  expect(server.handshakes.every((target) => target.startsWith('/ws'))).toBe(true);
});

test('what is accepted is not diagnosed', async () => {
  const server = await startServer((target) => (target === '/ws' ? undefined : [404, '']));
  const result = await hold(contractWith({}), server.url);
  expect(JSON.stringify(result)).not.toContain('"verdict"');
});

test('no credential stands in a verdict, in any report', async () => {
  const secret = 'sesame-open-12345';
  const server = await startServer((target) => [401, `bad token in ${target}`]);
  const contract = contractWith({
    handshake: {
      query: [],
      headers: [],
      refuse: {},
      credentials: [
        {
          ...promised(undefined),
          anyOf: [{ name: 'ticket', type: 'httpApiKey', carrier: { in: 'query', name: 'ticket' } }],
          at: nowhere,
        },
      ] as unknown as Endpoint['handshake']['credentials'],
    },
  });
  const result = await hold(contract, server.url, { credentials: { ticket: secret } });
  expect(server.handshakes.some((target) => target.includes(secret))).toBe(true);
  const [found] = accepting(result);
  expect(found?.finding.verdict?.id).toBe('AUTH-INVALID');
  expect(found?.finding.verdict?.command).toContain('--credential ticket=…');
  for (const render of Object.values(REPORTERS)) {
    const report = render(result, { style: plainStyle(100), verbose: true });
    expect(report).not.toContain(secret);
    expect(report).toContain('AUTH-INVALID');
  }
});

test('where nothing listens, the verdict says what is there', async () => {
  const { url } = await startServer(() => undefined);
  for (const end of ending.splice(0)) end();
  await new Promise((resolve) => setImmediate(resolve));
  const result = await hold(contractWith({}), url);
  expect(result.unreached?.verdict?.id).toBe('NET-REFUSED');
  expect(exitCodeOf(result)).toBe(3);
  expect(REPORTERS.pretty(result, { style: plainStyle(100), verbose: false })).toContain(
    'NET-REFUSED (proven)',
  );
});
