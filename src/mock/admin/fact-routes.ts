import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from '../folder-with.ts';
import { type PlainAnswer, plainJson } from '../unknown-request.ts';
import { BadCall } from './bad-call.ts';
import { onlyQuery } from './fields.ts';
import type { Administered, Route } from './route.ts';

/** What the mock is, and who is connected. */
export const factRoutes: readonly Route[] = [
  { method: 'GET', path: '/status', answer: ({ mock }) => plainJson(200, statusOf(mock)) },
  { method: 'GET', path: '/contract', answer: ({ contract }) => plainJson(200, contract) },
  {
    method: 'GET',
    path: '/endpoints',
    answer: ({ mock, query }) => {
      onlyQuery(query, []);
      return plainJson(200, { endpoints: mock.endpoints() });
    },
  },
  {
    method: 'GET',
    path: '/connections',
    answer: ({ mock, query }) => {
      onlyQuery(query, ['endpoint']);
      const endpoint = query.get('endpoint');
      const connections = mock.connections().filter((one) => endpoint === null || one.endpoint === endpoint);
      return plainJson(200, { connections });
    },
  },
  { method: 'GET', path: '/openapi.yaml', answer: () => openApi() },
];

/** `since` and `timestamp` are seconds since 1970, `state` is WebSocket's `readyState`: 1 open, 2 closing. */
function statusOf(mock: Administered['mock']): object {
  const connections = mock.connections();
  return {
    active_connections: connections.length,
    connections: connections.map(({ id, endpoint, peer, state, since }) => ({
      id,
      endpoint,
      host: peer.host,
      port: peer.port,
      state: state === 'open' ? 1 : 2,
      since: since / 1000,
    })),
    timestamp: Date.now() / 1000,
  };
}

const OPEN_API = 'schema/admin.openapi.yaml';

function openApi(): PlainAnswer {
  const folder = folderWith(OPEN_API, import.meta.url);
  if (folder === undefined)
    throw new BadCall(404, `The package lacks ${OPEN_API}.`, { fix: 'Install it anew.' });
  return {
    status: 200,
    headers: [['Content-Type', 'application/yaml; charset=utf-8']],
    body: readFileSync(join(folder, OPEN_API), 'utf8'),
  };
}
