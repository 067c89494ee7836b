import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { createEngine } from '../engine/create-engine.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { serveWs } from './adapters/ws.ts';
import { systemClock } from './clock.ts';
import { createDriver } from './driver.ts';
import { exampleTarget } from './example-url.ts';
import { createJournal, type Journal, type JournalEntry } from './journal.ts';
import { createMask } from './mask.ts';
import type { Mock, MockOptions } from './mock.ts';
import { createOwnPages } from './own-pages.ts';
import { demandMessage, type ReceivedMessage, receivedIn } from './received.ts';
import { violationOf } from './violation.ts';
import { watchReconnects } from './watch-reconnects.ts';

const DEFAULT_PORT = 4600;
const DEFAULT_JOURNAL_SIZE = 10_000;
const DEFAULT_WITHIN = 5_000;

/**
 * Mocks the server of a contract on a real port. Throws `mock.port-in-use`, `mock.unknown-fault`.
 */
export async function startMock(contract: Contract, options: MockOptions = {}): Promise<Mock> {
  const { host = '127.0.0.1', seed, push, faults, now = Date.now } = options;
  const clock = systemClock;
  const epoch = now() - clock.now();
  const journal = createJournal(options.journalSize ?? DEFAULT_JOURNAL_SIZE);
  if (options.onEntry !== undefined) journal.listen(options.onEntry);
  watchReconnects(journal);
  const mask = createMask(contract);
  const driver = createDriver({
    contract,
    createEngine: () =>
      createEngine(contract, {
        startedAt: epoch,
        ...(seed === undefined ? {} : { seed }),
        ...(push === undefined ? {} : { push }),
        ...(faults === undefined ? {} : { faults }),
      }),
    clock,
    journal,
    mask,
    epoch,
  });

  let authority = '';
  const endpoints: Mock['endpoints'] = () =>
    contract.endpoints
      .filter((endpoint) => endpoint.absent === undefined)
      .map((endpoint) => ({ id: endpoint.id, url: `ws://${authority}${exampleTarget(endpoint)}` }));
  const server = await serveWs({
    driver,
    mask,
    ownPages: createOwnPages(contract, driver, endpoints),
    host,
    port: options.port ?? DEFAULT_PORT,
  });
  authority = `${reachable(host)}:${server.port}`;

  return {
    url: `http://${authority}`,
    journal,
    endpoints,
    received: (message, partial) => {
      if (message !== undefined) demandMessage(contract, 'client', message);
      return journal.entries().flatMap((entry) => receivedIn(entry, message, partial) ?? []);
    },
    waitFor: (message, partial, { within = DEFAULT_WITHIN } = {}) => {
      demandMessage(contract, 'client', message);
      return waitFor(journal, message, partial, within);
    },
    violations: () => journal.entries().filter((entry) => violationOf(entry) !== undefined),
    push(message, payload, to = {}) {
      demandMessage(contract, 'server', message);
      for (const endpoint of receivers(contract, message, to.endpoint)) {
        driver.push({
          endpoint,
          message,
          ...(payload === undefined ? {} : { payload }),
          ...(to.connection === undefined ? {} : { connection: to.connection }),
        });
      }
    },
    connections: () => driver.connections(),
    reset: () => driver.reset(),
    close: () => server.close(),
  };
}

/** A name that a client on this machine can connect to: the wildcard addresses are no destination. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function receivers(contract: Contract, message: MessageId, only: string | undefined): readonly string[] {
  const having = contract.endpoints
    .filter(({ messages }) => messages.server.includes(message))
    .map(({ id }) => id);
  if (only === undefined) return having;
  if (having.includes(only)) return [only];
  throw new CountersignError(
    'mock.unknown-message',
    `The endpoint "${only}" has no message "${message}" that a server sends.${didYouMean(only, having)}`,
    { fix: `Name one of the endpoints ${having.join(', ')}.` },
  );
}

function waitFor(
  journal: Journal,
  message: MessageId,
  partial: Json | undefined,
  within: number,
): Promise<ReceivedMessage> {
  for (const entry of journal.entries()) {
    const received = receivedIn(entry, message, partial);
    if (received !== undefined) return Promise.resolve(received);
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unlisten();
      reject(new Error(missed(journal, message, partial, within)));
    }, within);
    const unlisten = journal.listen((entry: JournalEntry) => {
      const received = receivedIn(entry, message, partial);
      if (received === undefined) return;
      clearTimeout(timer);
      unlisten();
      resolve(received);
    });
  });
}

/** What came instead: most often the message did come, and only differs. */
function missed(journal: Journal, message: MessageId, partial: Json | undefined, within: number): string {
  const came = journal.entries().flatMap((entry) => receivedIn(entry) ?? []);
  const wanted = partial === undefined ? `"${message}"` : `"${message}" with ${JSON.stringify(partial)}`;
  const last = came
    .slice(-5)
    .map((one) => `  ${one.message ?? 'unknown'} ${JSON.stringify(one.payload).slice(0, 200)}`);
  const instead = came.length === 0 ? 'Nothing was received.' : `Received:\n${last.join('\n')}`;
  return `No client sent ${wanted} within ${within} ms. ${instead}`;
}
