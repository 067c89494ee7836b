import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/**
 * graphql-ws on `ws`, as its own recipe says. A process of its own: it logs every broken frame, and graphql must be
 * loaded once, by Node.
 */
const http = createServer((_, response) => response.writeHead(404).end());
const server = new WebSocketServer({ server: http, path: '/graphql' });
const schema = buildSchema('type Query { hello: String }');
useServer({ schema, roots: { query: { hello: () => 'world' } } }, server);
http.listen(0, '127.0.0.1', () => console.log(`ready ${(http.address() as AddressInfo).port}`));
// It ends when whoever started it does.
process.stdin.resume().once('end', () => process.exit(0));
