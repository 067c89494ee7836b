import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Contract } from '../contract/contract.ts';
import { attachWs } from './adapters/attach-ws.ts';
import { type Serving, serveWs } from './adapters/ws.ts';
import { createCore } from './core.ts';
import { nodePlaces } from './handlers/code-place.ts';
import type { Mock, MockOptions } from './mock.ts';
import { createOwnPages, type OwnPages } from './own-pages.ts';
import { createOwnPaths, type OwnPaths } from './own-paths.ts';
import { selfSigned, type TlsCertificate } from './tls/self-signed.ts';

const DEFAULT_PORT = 4600;

/** What is made of one contract, and anew of the next. */
interface Facade {
  readonly ownPages: OwnPages;
  readonly ownPaths: OwnPaths;
}

/**
 * Mocks the server of a contract, on a real port or on a server of yours. Throws `mock.port-in-use`,
 * `mock.unknown-fault`, `mock.bad-fault`, `mock.unknown-scenario`, `mock.invalid-handlers`.
 */
export async function startMock(whole: Contract, options: MockOptions = {}): Promise<Mock> {
  let base = (): string => '';
  const core = createCore(whole, options, {
    urlOf: (_, target) => `${base().replace('http', 'ws')}${target}`,
    places: nodePlaces,
  });
  const { driver, mask } = core;
  let current = facadeOf(core.contract());
  const serving: Serving = {
    driver,
    mask,
    ownPages: (request) => current.ownPages(request),
    deflate: options.deflate ?? false,
  };
  const served = await serve(serving, options, {
    handshake: (target) => current.ownPaths.handshake(target),
    request: (target) => current.ownPaths.request(target),
  }).catch((error: unknown) => {
    core.stop();
    throw error;
  });
  base = served.base;

  const mock: Mock = {
    get url() {
      return base();
    },
    ...(served.certificate === undefined ? {} : { certificate: served.certificate }),
    ...core.verbs,
    reload(next) {
      const reloaded = core.verbs.reload(next);
      current = facadeOf(core.contract());
      return reloaded;
    },
    close() {
      core.stop();
      return served.close();
    },
  };
  return mock;

  function facadeOf(contract: Contract): Facade {
    return {
      ownPages: createOwnPages(contract, () => mock, core.contract, options.document),
      ownPaths: createOwnPaths(contract),
    };
  }
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
