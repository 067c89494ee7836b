import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Driver } from '../driver.ts';
import type { OwnPages } from '../own-pages.ts';
import { headerPairs, parseRequestTarget } from '../request-target.ts';
import { plainJson } from '../unknown-request.ts';
import { readBody, writeAnswer } from './http-exchange.ts';
import { peerOf } from './ws-upgrade.ts';

/** Node's `request` event: the mock's own pages, else what the driver says. */
export function createRequestListener(
  driver: Driver,
  ownPages: OwnPages,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response, driver, ownPages).catch(() => giveUp(response));
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  driver: Driver,
  ownPages: OwnPages,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const peer = peerOf(request);
  const headers = headerPairs(request.rawHeaders);
  const own = ownPages({ method, target: url, headers, peer, body: () => readBody(request) });
  if (own !== undefined) return writeAnswer(response, await own);
  const target = parseRequestTarget(url);
  if (target === undefined) {
    return writeAnswer(response, plainJson(400, { error: 'The request target is not valid.' }));
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('Connection', 'close');
    return writeAnswer(response, plainJson(413, { error: 'The body is longer than 1 MiB.' }));
  }
  writeAnswer(response, await driver.request({ method, ...target, headers, body }, peer));
}

/** The client went away, or the contract's answer cannot be said in HTTP. */
function giveUp(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  writeAnswer(response, plainJson(500, { error: "The contract's answer cannot be said in HTTP." }));
}
