import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { pushesOf, requestsOf } from '../../contract/queries.ts';
import { type Span, span } from '../layout/span.ts';
import { renderTable } from '../layout/table.ts';
import type { Style } from '../style.ts';
import { paragraph } from './show-endpoint.ts';
import { streamsOf } from './streams-of.ts';

interface Open {
  readonly what: string;
  /** Ids of endpoints, servers or operations. */
  readonly where: readonly string[];
  /** Are they endpoints, so that all of them are everywhere? */
  readonly ofEndpoints?: true;
  /** The words that would make it a promise. */
  readonly promise: string;
}

/** What the document promises nothing about: the mock does something, and `verify` only observes. */
export function showLeftOpen(contract: Contract, style: Style): string[] {
  const open = leftOpen(contract).filter(({ where }) => where.length > 0);
  if (open.length === 0) return [];
  const total = presentEndpoints(contract).length;
  const rows = open.map(({ what, where, ofEndpoints, promise }): Span[][] => [
    [span(what)],
    [span(promise, 'dim')],
    [span(ofEndpoints && where.length === total && total > 1 ? 'everywhere' : shortList(where), 'bold')],
  ]);
  return [
    '',
    style.bold('Left open'),
    ...paragraph('Nobody promised this; verify observes it, and these words would promise it.', 2, style),
    '',
    ...renderTable(rows, { indent: 4 }, style),
  ];
}

function leftOpen(contract: Contract): Open[] {
  const endpoints = presentEndpoints(contract);
  const without = (missing: (endpoint: Endpoint) => boolean): string[] =>
    endpoints.filter(missing).map(({ id }) => id);
  const replies = (wanted: 'none' | 'inferred'): string[] =>
    endpoints.flatMap((endpoint) =>
      requestsOf(endpoint)
        .filter(
          (request) =>
            (request.reply?.basis ?? 'none') === wanted && streamsOf(endpoint, request.id).length === 0,
        )
        .map(({ id }) => id),
    );
  return [
    {
      what: 'which Origins may connect',
      where: without(({ handshake }) => handshake.origins === undefined),
      ofEndpoints: true,
      promise: 'origins: […]',
    },
    {
      what: 'a handshake without Origin',
      where: without(({ handshake }) => handshake.missingOrigin === undefined),
      ofEndpoints: true,
      promise: 'missingOrigin: accept',
    },
    {
      what: 'what an unknown path gets',
      where: [...new Set(endpoints.map(({ server }) => server))].filter(
        (server) => contract.unknownPath[server] === undefined,
      ),
      promise: 'refuse: { path: [404] }',
    },
    {
      what: 'what bad input gets',
      where: without(({ invalid }) => invalid === undefined),
      ofEndpoints: true,
      promise: 'invalid: { reply: … }',
    },
    {
      what: 'the reply, which is inferred',
      where: replies('inferred'),
      promise: 'reply: … on the operation',
    },
    { what: 'whether anything answers', where: replies('none'), promise: 'reply: … on the operation' },
    {
      what: 'when the server sends it',
      where: endpoints.flatMap((endpoint) =>
        pushesOf(endpoint)
          .filter(({ every, after }) => every === undefined && after === undefined)
          .map(({ id }) => id),
      ),
      promise: 'every: 5s, or after: …',
    },
  ];
}

function presentEndpoints({ endpoints }: Contract): readonly Endpoint[] {
  return endpoints.filter(({ absent }) => absent === undefined);
}

function shortList(items: readonly string[]): string {
  const shown = items.slice(0, 4).join(', ');
  return items.length > 4 ? `${shown} and ${items.length - 4} more` : shown;
}
