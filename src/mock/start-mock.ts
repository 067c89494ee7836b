import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../contract/contract.ts';
import { servedContract } from '../contract/served-contract.ts';
import { createEngine } from '../engine/create-engine.ts';
import { attachWs } from './adapters/attach-ws.ts';
import { type Serving, serveWs } from './adapters/ws.ts';
import { systemClock } from './clock.ts';
import { createControls, demandScenario } from './controls.ts';
import { createDriver } from './driver.ts';
import { exampleTarget } from './example-url.ts';
import { checkHandlers } from './handlers/check-handlers.ts';
import { createJournal } from './journal.ts';
import { createMask, type Mask } from './mask.ts';
import type { Mock, MockOptions } from './mock.ts';
import { createOwnPages, type OwnPages } from './own-pages.ts';
import { createOwnPaths, type OwnPaths } from './own-paths.ts';
import { demandMessage, receivedIn } from './received.ts';
import { selfSigned, type TlsCertificate } from './tls/self-signed.ts';
import { violationOf } from './violation.ts';
import { receivers, waitFor } from './wait-for.ts';
import { inIdleTime } from './warm-up.ts';
import { watchReconnects } from './watch-reconnects.ts';

const DEFAULT_PORT = 4600;
const DEFAULT_JOURNAL_SIZE = 10_000;
const DEFAULT_WITHIN = 5_000;

/** What is made of one contract, and anew of the next. */
interface Facade {
  readonly contract: Contract;
  readonly mask: Mask;
  readonly ownPages: OwnPages;
  readonly ownPaths: OwnPaths;
}

/**
 * Mocks the server of a contract, on a real port or on a server of yours. Throws `mock.port-in-use`,
 * `mock.unknown-fault`, `mock.bad-fault`, `mock.unknown-scenario`, `mock.invalid-handlers`.
 */
export async function startMock(whole: Contract, options: MockOptions = {}): Promise<Mock> {
  const contract = servedContract(whole);
  const { seed, push, faults, scenarios, now = Date.now } = options;
  for (const name of scenarios ?? []) demandScenario(contract, name);
  const clock = systemClock;
  const epoch = now() - clock.now();
  const journal = createJournal(options.journalSize ?? DEFAULT_JOURNAL_SIZE);
  if (options.onEntry !== undefined) journal.listen(options.onEntry);
  watchReconnects(journal);
  let current: Facade;
  const mask = following(() => current.mask);
  const driver = createDriver({
    contract,
    createEngine: (of, isHandled) =>
      createEngine(of, {
        startedAt: epoch,
        isHandled,
        ...(seed === undefined ? {} : { seed }),
        ...(push === undefined ? {} : { push }),
        ...(faults === undefined ? {} : { faults }),
        ...(scenarios === undefined ? {} : { scenarios }),
        allowQueryFaults: options.allowQueryFaults ?? false,
      }),
    clock,
    journal,
    mask,
    epoch,
    strict: options.strict ?? false,
  });

  let base = (): string => '';
  const endpoints: Mock['endpoints'] = () =>
    current.contract.endpoints
      .filter((endpoint) => endpoint.absent === undefined)
      .map((endpoint) => ({
        id: endpoint.id,
        url: `${base().replace('http', 'ws')}${exampleTarget(endpoint)}`,
      }));
  const facadeOf = (of: Contract): Facade => ({
    contract: of,
    mask: createMask(of),
    ownPages: createOwnPages(of, () => mock),
    ownPaths: createOwnPaths(of),
  });
  current = facadeOf(contract);
  const useHandlers: Mock['useHandlers'] = (handlers) =>
    driver.useHandlers(checkHandlers(current.contract, handlers, 'The option "handlers"'));
  if (options.handlers !== undefined) useHandlers(options.handlers);

  const serving: Serving = {
    driver,
    mask,
    ownPages: (request) => current.ownPages(request),
    deflate: options.deflate ?? false,
  };
  const served = await serve(serving, options, {
    handshake: (target) => current.ownPaths.handshake(target),
    request: (target) => current.ownPaths.request(target),
  });
  base = served.base;
  let cool = inIdleTime(driver.warmUp());
  const warmAgain = (): void => {
    cool();
    cool = inIdleTime(driver.warmUp());
  };

  const controls = createControls(driver, () => current.contract, faults);
  const mock: Mock = {
    get url() {
      return base();
    },
    ...(served.certificate === undefined ? {} : { certificate: served.certificate }),
    journal,
    endpoints,
    received: (message, partial) => {
      if (message !== undefined) demandMessage(current.contract, 'client', message);
      return journal.entries().flatMap((entry) => receivedIn(entry, message, partial) ?? []);
    },
    waitFor: (message, partial, { within = DEFAULT_WITHIN } = {}) => {
      demandMessage(current.contract, 'client', message);
      return waitFor(journal, message, partial, within);
    },
    violations: () => journal.entries().filter((entry) => violationOf(entry) !== undefined),
    push(message, payload, to = {}) {
      demandMessage(current.contract, 'server', message);
      for (const endpoint of receivers(current.contract, message, to.endpoint)) {
        driver.push({
          endpoint,
          message,
          ...(payload === undefined ? {} : { payload }),
          ...(to.connection === undefined ? {} : { connection: to.connection }),
        });
      }
    },
    connections: () => driver.connections(),
    useHandlers,
    reload(whole) {
      const next = servedContract(whole);
      current = facadeOf(next);
      const reloaded = driver.reload(next);
      warmAgain();
      return reloaded;
    },
    ...controls,
    reset() {
      controls.reset();
      warmAgain();
    },
    close() {
      cool();
      return served.close();
    },
  };
  return mock;
}

interface Served {
  /** `http://127.0.0.1:4600` */
  readonly base: () => string;
  readonly certificate?: string;
  close(): Promise<void>;
}

async function serve(serving: Serving, options: MockOptions, paths: OwnPaths): Promise<Served> {
  const { server, host = '127.0.0.1', port = DEFAULT_PORT } = options;
  if (server !== undefined) {
    const { detach } = attachWs(server, serving, paths);
    return { base: () => baseOf(server), close: detach };
  }
  const tls = await certificateOf(options.tls);
  const own = await serveWs({ ...serving, host, port, ...(tls === undefined ? {} : { tls }) });
  const base = `${tls === undefined ? 'http' : 'https'}://${reachable(host)}:${own.port}`;
  return {
    base: () => base,
    ...(tls === undefined ? {} : { certificate: tls.cert }),
    close: () => own.close(),
  };
}

async function certificateOf(tls: MockOptions['tls']): Promise<TlsCertificate | undefined> {
  if (tls === undefined || tls === false) return undefined;
  return tls === true ? await selfSigned() : tls;
}

/** Where somebody's server listens; before it does, its port is not known. */
function baseOf(server: Server): string {
  const address = server.address() as AddressInfo | string | null;
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  if (address === null || typeof address === 'string') return `${scheme}://localhost`;
  return `${scheme}://${reachable(address.address)}:${address.port}`;
}

/** A name that a client on this machine can connect to: the wildcard addresses are no destination. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function following(current: () => Mask): Mask {
  return {
    target: (path, query) => current().target(path, query),
    text: (text, request) => current().text(text, request),
    isSecret: (name) => current().isSecret(name),
    credential: (request) => current().credential(request),
  };
}
