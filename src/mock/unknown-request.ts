import type { Contract } from '../contract/contract.ts';
import type { HttpAttempt } from '../engine/engine.ts';
import { compileAddress } from '../rules/address.ts';
import type { Header } from '../script/script.ts';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
  /** What goes on after `body`, until it is stopped: called once. Absent: the answer ends. */
  readonly stream?: (sink: AnswerSink) => AnswerStream;
}

/** Where an answer goes that does not end. */
export interface AnswerSink {
  /** `false`: the peer does not read as fast; write no more before `AnswerStream.drained` is called. */
  write(text: string): boolean;
}

/** An answer that does not end, as its transport sees it. */
export interface AnswerStream {
  /** The peer has taken what was written. */
  drained(): void;
  /** The peer has gone. */
  stop(): void;
}

/** Answers the requests for which the contract has no companion. */
export function createUnknownRequests(contract: Contract): (request: HttpAttempt) => PlainAnswer {
  const endpoints = contract.endpoints.filter((endpoint) => endpoint.absent === undefined);
  const sockets = endpoints.map(({ address }) => compileAddress(address));
  const known = [
    ...contract.companions.map(({ method, address }) => `${method.toUpperCase()} ${address}`),
    ...endpoints.map(({ address }) => `WebSocket ${address}`),
  ];
  return ({ method, path }) => {
    if (method === 'GET' && sockets.some((socket) => socket.match(path) !== undefined))
      return UPGRADE_REQUIRED;
    return plainJson(404, { error: `The contract has no ${method} ${path}.`, known });
  };
}

/** RFC 9110 §15.5.22: a 426 says in `Upgrade` what to upgrade to. */
const UPGRADE_REQUIRED: PlainAnswer = {
  status: 426,
  headers: [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade, close'],
    ['Content-Type', 'text/plain; charset=utf-8'],
  ],
  body: [
    'This is a WebSocket address, and the request was a plain GET.',
    'Open it with a WebSocket client. If you did, something between it and this server',
    'took away the headers Connection: Upgrade and Upgrade: websocket.',
    '',
  ].join('\n'),
};

/** A JSON answer of the mock's own. */
export function plainJson(status: number, value: unknown): PlainAnswer {
  return {
    status,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: JSON.stringify(value),
  };
}
