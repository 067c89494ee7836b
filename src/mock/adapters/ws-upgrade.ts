import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocketServer } from 'ws';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Driver } from '../driver.ts';
import type { Peer } from '../journal.ts';
import type { Mask } from '../mask.ts';
import type { OpeningRequest } from '../opening-request.ts';
import { payloadLimitOf } from '../payload-limit.ts';
import { receiveOpening, refuseRequest } from '../receive-opening.ts';
import { headerPairs } from '../request-target.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { attach, closeWith, portOf } from './ws-connection.ts';

/** How long a peer may take to answer a Close frame, ms. */
const CLOSE_TIMEOUT = 5_000;

/** Node's `upgrade` event, as the driver decides about it. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createUpgradeHandler(driver: Driver, mask: Mask): UpgradeHandler {
  const acceptors = new Map<number, WebSocketServer>();
  // `handleUpgrade` asks for the subprotocol before it returns, so one variable is enough for all handshakes.
  let selected: string | undefined;

  /** The payload limit belongs to a `WebSocketServer`, so there is one for each limit of the contract. */
  function acceptorFor(endpoint: Endpoint | undefined, subprotocol: string | undefined): WebSocketServer {
    selected = subprotocol;
    const maxPayload = payloadLimitOf(endpoint);
    const known = acceptors.get(maxPayload);
    if (known !== undefined) return known;
    // `closeTimeout` is in ws 8.23, but not yet in its types.
    const settings: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      closeTimeout: CLOSE_TIMEOUT,
      handleProtocols: () => selected ?? false,
    };
    const acceptor = new WebSocketServer(settings);
    acceptor.on('wsClientError', (error, socket, request) => {
      const remedy = 'Send a handshake as RFC 6455 §4.1 describes it.';
      const refusal = { status: 400, headers: [], reason: `${error.message}.`, remedy };
      refuseUpgrade(socket, refuseRequest(driver, openingOf(request), refusal, peerOf(request)));
    });
    acceptors.set(maxPayload, acceptor);
    return acceptor;
  }

  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const peer = peerOf(request);
    const reception = receiveOpening(driver, mask, openingOf(request), peer);
    switch (reception.kind) {
      case 'accept': {
        const { judgement, attempt } = reception;
        acceptorFor(judgement.endpoint, judgement.subprotocol).handleUpgrade(request, socket, head, (ws) => {
          attach(ws, driver.open(judgement, attempt, portOf(ws, socket), peer));
        });
        break;
      }
      case 'accept-then-close': {
        const { endpoint, subprotocol, code, reason } = reception;
        acceptorFor(endpoint, subprotocol).handleUpgrade(request, socket, head, (ws) => {
          ws.on('error', () => ws.terminate());
          closeWith(ws, code, reason);
        });
        break;
      }
      case 'refuse':
        refuseUpgrade(socket, reception);
        break;
      case 'hang':
        // Left alone until the client gives up.
        socket.once('end', () => socket.destroy());
        socket.resume();
    }
  };
}

function openingOf(request: IncomingMessage): OpeningRequest {
  const { method = 'GET', url = '/', httpVersion, rawHeaders } = request;
  return { method, httpVersion, target: url, headers: headerPairs(rawHeaders) };
}

/** Where a request comes from. */
export function peerOf(request: IncomingMessage): Peer {
  return { host: request.socket.remoteAddress ?? '', port: request.socket.remotePort ?? 0 };
}
