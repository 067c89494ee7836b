import { STATUS_CODES } from 'node:http';
import type { Contract } from '../../src/contract/contract.ts';
import { servedContract } from '../../src/contract/served-contract.ts';
import { timeoutAt } from '../../src/dial/dial-failure.ts';
import { acceptFor, handshakeBreaches } from '../../src/dial/handshake-breaches.ts';
import { openingHead } from '../../src/dial/opening-head.ts';
import type { Opened, Transport } from '../../src/dial/transport.ts';
import { createEngine, type EngineOptions } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Clock } from '../../src/mock/clock.ts';
import { createDriver, type Driver } from '../../src/mock/driver.ts';
import { createJournal, type Peer } from '../../src/mock/journal.ts';
import { createMask, type Mask } from '../../src/mock/mask.ts';
import { payloadLimitOf } from '../../src/mock/payload-limit.ts';
import { receiveOpening } from '../../src/mock/receive-opening.ts';
import { parseRequestTarget } from '../../src/mock/request-target.ts';
import type { Header, Opening, RequestStep } from '../../src/script/script.ts';
import type { AnswerRecord, HandshakeOutcome } from '../../src/transcript/transcript.ts';
import { createMemoryWire, type MemoryWire } from './memory-wire.ts';

const TARGET = { protocol: 'ws', host: 'mock.test', port: 80 } as const;

export interface MemoryMock {
  readonly driver: Driver;
  /** For `runScript`. */
  readonly transport: Transport;
}

/** The mock of a contract without a socket: what `startMock` is on a port. */
export function createMemoryMock(whole: Contract, clock: Clock, options: EngineOptions = {}): MemoryMock {
  const contract = servedContract(whole);
  return createMemoryMockOf(contract, clock, () => createEngine(contract, options));
}

/** The same, over any engine. */
export function createMemoryMockOf(contract: Contract, clock: Clock, engine: () => Engine): MemoryMock {
  const mask = createMask(contract);
  const driver = createDriver({
    contract,
    createEngine: engine,
    clock,
    journal: createJournal(10_000),
    mask,
    epoch: 0,
  });
  return { driver, transport: createMemoryTransport(driver, mask, clock) };
}

function createMemoryTransport(driver: Driver, mask: Mask, clock: Clock): Transport {
  let connections = 0;
  const nextPeer = (): Peer => ({ host: '127.0.0.1', port: 50_000 + connections++ });
  return {
    base: `${TARGET.protocol}://${TARGET.host}`,
    open: (opening, within) => open(driver, mask, clock, nextPeer(), opening, within),
    request: (step) => request(driver, nextPeer(), step),
  };
}

async function open(
  driver: Driver,
  mask: Mask,
  clock: Clock,
  peer: Peer,
  opening: Opening,
  within: number,
): Promise<Opened> {
  // Any 16 bytes do; these differ from one connection to the next, and not from run to run.
  const key = Buffer.from(String(peer.port).padStart(16, '0')).toString('base64');
  const head = openingHead(TARGET, opening, key);
  const began = clock.now();
  const fail = async (): Promise<Opened> => {
    await new Promise<void>((resolve) => clock.after(within, resolve));
    const after = clock.now() - began;
    return {
      handshake: { request: head, outcome: { kind: 'failed', ...timeoutAt('answer', within), after } },
    };
  };
  const { count, pause } = opening.inPieces ?? { count: 1, pause: 0 };
  const arrival = (count - 1) * pause;
  if (arrival >= within) return fail();
  if (arrival > 0) await new Promise<void>((resolve) => clock.after(arrival, resolve));
  const opened = (selected: string | undefined, wire: MemoryWire): Opened => ({
    handshake: { request: head, outcome: accepted(head.headers, selected) },
    wire: wire.client,
  });

  const reception = receiveOpening(
    driver,
    mask,
    {
      method: opening.method ?? 'GET',
      httpVersion: opening.httpVersion ?? '1.1',
      target: opening.target,
      headers: head.headers,
    },
    peer,
  );
  switch (reception.kind) {
    case 'hang':
      return fail();
    case 'refuse':
      return { handshake: { request: head, outcome: refused(reception) } };
    case 'accept-then-close': {
      const wire = createMemoryWire(payloadLimitOf(reception.endpoint));
      wire.port.close(reception.code, reception.reason);
      return opened(reception.subprotocol, wire);
    }
    case 'accept': {
      const { judgement, attempt } = reception;
      const wire = createMemoryWire(payloadLimitOf(judgement.endpoint));
      wire.attach(driver.open(judgement, attempt, wire.port, peer));
      return opened(judgement.subprotocol, wire);
    }
  }
}

/** The answer that `ws` gives, judged by the same rules as one from a socket. */
function accepted(sent: readonly Header[], subprotocol: string | undefined): HandshakeOutcome {
  const key = sent.find(([name]) => name.toLowerCase() === 'sec-websocket-key')?.[1] ?? '';
  const headers: Header[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', acceptFor(key)],
  ];
  const offered = sent.some(([name]) => name.toLowerCase() === 'sec-websocket-protocol');
  const selected = offered ? subprotocol : undefined;
  if (selected !== undefined) headers.push(['Sec-WebSocket-Protocol', selected]);
  const reason = 'Switching Protocols';
  return {
    kind: 'accepted',
    status: 101,
    reason,
    headers,
    breaches: handshakeBreaches(sent, { version: '1.1', status: 101, reason, headers }, Buffer.alloc(0)),
    ...(selected === undefined ? {} : { subprotocol: selected }),
    after: 0,
  };
}

function refused(answer: { status: number; headers: readonly Header[]; body: string }): HandshakeOutcome {
  return {
    kind: 'refused',
    status: answer.status,
    reason: STATUS_CODES[answer.status] ?? '',
    headers: answer.headers,
    body: answer.body,
    after: 0,
  };
}

async function request(driver: Driver, peer: Peer, step: RequestStep): Promise<AnswerRecord> {
  const { method, headers, body } = step;
  const sent = {
    method,
    url: `http://${TARGET.host}${step.target}`,
    headers,
    ...(body === undefined ? {} : { body }),
  };
  const target = parseRequestTarget(step.target);
  const answer =
    target === undefined
      ? { status: 400, headers: [], body: '' }
      : await driver.request({ method, ...target, headers, body: body ?? '' }, peer);
  return {
    request: sent,
    outcome: {
      kind: 'answered',
      status: answer.status,
      headers: answer.headers,
      body: method === 'HEAD' ? '' : answer.body,
      after: 0,
    },
  };
}
