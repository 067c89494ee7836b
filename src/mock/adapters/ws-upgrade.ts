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
import { declaresDeflate } from './declares-deflate.ts';
import type { FairReading } from './fair-reader.ts';
import { createFairReading } from './fair-reading.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { tooRichFor } from './too-rich.ts';
import { attach, closeWith, portOf } from './ws-connection.ts';

/** How long a peer may take to answer a Close frame, ms. */
const CLOSE_TIMEOUT = 5_000;

export interface UpgradeOptions {
  readonly driver: Driver;
  readonly mask: Mask;
  /** permessage-deflate where the document does not ask for it, too. */
  readonly deflate: boolean;
  /** Absent: one of its own. */
  readonly reading?: FairReading;
}

/** Node's `upgrade` event, as the driver decides about it. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createUpgradeHandler(options: UpgradeOptions): UpgradeHandler {
  const { driver, mask, deflate, reading = createFairReading() } = options;
  const acceptors = new Map<string, WebSocketServer>();
  // `handleUpgrade` asks for the subprotocol before it returns, so one variable is enough for all handshakes.
  let selected: string | undefined;

  /** Limit and extension belong to a `WebSocketServer`, so there is one for each pair of them in the contract. */
  function acceptorFor(endpoint: Endpoint | undefined, subprotocol: string | undefined): WebSocketServer {
    selected = subprotocol;
    const maxPayload = payloadLimitOf(endpoint);
    const perMessageDeflate = deflate || declaresDeflate(endpoint);
    const key = `${maxPayload} ${perMessageDeflate}`;
    const known = acceptors.get(key);
    if (known !== undefined) return known;
    // `closeTimeout` is in ws 8.23, but not yet in its types.
    const settings: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate,
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
    acceptors.set(key, acceptor);
    return acceptor;
  }

  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const peer = peerOf(request);
    const reader = reading.begin(socket);
    reader.finished();
    const reception = receiveOpening(driver, mask, openingOf(request), peer);
    switch (reception.kind) {
      case 'accept': {
        const { judgement, attempt } = reception;
        acceptorFor(judgement.endpoint, judgement.subprotocol).handleUpgrade(request, socket, head, (ws) => {
          const tooRich = tooRichFor(judgement.endpoint);
          attach(ws, driver.open(judgement, attempt, portOf(ws, socket), peer), { reader, tooRich });
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
