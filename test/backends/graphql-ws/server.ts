import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { RunningBackend } from '../good-backend.ts';

/** graphql-ws on `ws`, as its own recipe says. */
export async function start(): Promise<RunningBackend> {
  const http = createServer((_, response) => response.writeHead(404).end());
  const server = new WebSocketServer({ server: http, path: '/graphql' });
  const schema = buildSchema('type Query { hello: String }');
  const graphql = useServer({ schema, roots: { query: { hello: () => 'world' } } }, server);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    target: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      await graphql.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
