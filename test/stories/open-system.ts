import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { startBackend } from '../support/backend.ts';
import { connect } from '../support/plain-client.ts';
import { startProcess } from './process.ts';
import type { Setup } from './variant.ts';

/** A system that is up, or is not there at all, as its setup says. */
export interface OpenSystem {
  /** Where clients look for the WebSocket: `ws://host:port`. */
  readonly place: string;
  /** For `verify --target`. */
  readonly targets: readonly string[];
  readonly close: () => Promise<void>;
}

export async function openSystem(system: string, setup: Setup): Promise<OpenSystem> {
  const { env, ws, host, started, holding, atDevServer } = setup;
  const ending: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ending.reverse()) await end();
  };
  try {
    let port: number;
    if (started === false) port = await freePort();
    else {
      const backend = await startBackend(system, {
        ...(env === undefined ? {} : { env }),
        ...(ws === undefined ? {} : { ws }),
        ...(host === undefined ? {} : { host }),
      });
      ending.push(backend.stop);
      port = backend.port;
    }
    const place = `ws://127.0.0.1:${port}`;
    if (holding !== undefined) {
      const held = await connect(place + holding);
      ending.push(() => held.end());
    }
    if (atDevServer === undefined) return { place, targets: [place], close };
    const dev = startProcess(system, [atDevServer, '0']);
    ending.push(dev.stop);
    const page = `ws://127.0.0.1:${await dev.printed(/localhost:(\d+)/)}`;
    return { place: page, targets: [place, `websocket=${page}`], close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Backends that several rows may ask, since none of them does harm to it: started when the first row opens it, ended
 * when the last one has closed it.
 *
 * @param wanted what will be opened, each as often as it will be.
 */
export function shareSystems(
  wanted: readonly (readonly [system: string, setup: Setup])[],
): typeof openSystem {
  const keyOf = (system: string, setup: Setup): string => JSON.stringify([system, setup]);
  const users = new Map<string, number>();
  for (const [system, setup] of wanted)
    users.set(keyOf(system, setup), (users.get(keyOf(system, setup)) ?? 0) + 1);
  const opened = new Map<string, Promise<OpenSystem>>();
  return async (system, setup) => {
    const key = keyOf(system, setup);
    const opening = opened.get(key) ?? openSystem(system, setup);
    opened.set(key, opening);
    const shared = await opening;
    return {
      ...shared,
      async close() {
        const left = (users.get(key) ?? 1) - 1;
        users.set(key, left);
        if (left === 0) await shared.close();
      },
    };
  };
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
