import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OwnPaths } from '../own-paths.ts';
import { createRequestListener } from './request-listener.ts';
import { FAREWELL, type Serving } from './ws.ts';
import { createUpgradeHandler } from './ws-upgrade.ts';

/** A mock on somebody else's server. */
export interface Attachment {
  /** 1001 to every connection of the mock, and the server is as it was before; it goes on. */
  detach(): Promise<void>;
}

type Listener = (...values: never[]) => void;

/**
 * Lets a driver answer what is the mock's on a server, and nothing else: the listeners that the server has by now get
 * the rest. A listener that is added later sees everything, as it would with any two of them.
 */
export function attachWs(server: Server, serving: Serving, paths: OwnPaths): Attachment {
  const sockets = new Set<Duplex>();
  const upgrade = createUpgradeHandler(serving);
  const answer = createRequestListener(serving.driver, serving.ownPages);
  const restoreUpgrade = takeOver(server, 'upgrade', (others) => {
    return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      // Where nobody else takes handshakes, a stranger would wait for ever; the mock refuses it.
      if (others.length > 0 && !paths.handshake(request.url ?? '')) {
        for (const other of others) other.call(server, request, socket, head);
        return;
      }
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      upgrade(request, socket, head);
    };
  });
  const restoreRequest = takeOver(server, 'request', (others) => {
    return (request: IncomingMessage, response: ServerResponse): void => {
      if (others.length === 0 || paths.request(request.url ?? '')) answer(request, response);
      else for (const other of others) other.call(server, request, response);
    };
  });
  return {
    async detach() {
      restoreUpgrade();
      restoreRequest();
      serving.driver.stop(1001, 'The mock is closing.');
      await allClosed(sockets);
    },
  };
}

/** Puts one listener in the place of all that there are; the result undoes it. */
function takeOver(
  server: Server,
  event: 'upgrade' | 'request',
  make: (others: readonly ((...values: unknown[]) => void)[]) => Listener,
): () => void {
  const others = server.listeners(event) as ((...values: unknown[]) => void)[];
  const listener = make(others) as (...values: unknown[]) => void;
  server.removeAllListeners(event);
  server.on(event, listener);
  return () => {
    const since = server.listeners(event).filter((one) => one !== listener) as typeof others;
    server.removeAllListeners(event);
    for (const other of [...others, ...since]) server.on(event, other);
  };
}

function allClosed(sockets: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (sockets.size > 0) return;
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, FAREWELL);
    for (const socket of sockets) socket.once('close', look);
    look();
  });
}
