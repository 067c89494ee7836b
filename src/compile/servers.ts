import type { Server } from '../contract/contract.ts';
import { isHttpServer, isWsServer } from './channel-kinds.ts';
import { type CompileContext, report } from './context.ts';
import type { ServerDeclaration } from './document/declarations.ts';
import { optional } from './document/optional.ts';

/**
 * The servers that speak WebSocket or HTTP. Others are set aside with a note. A document without any
 * server gets one on this machine.
 */
export function selectServers(context: CompileContext): readonly ServerDeclaration[] {
  const { declarations } = context;
  if (declarations.servers.length === 0) {
    report(
      context,
      'info',
      'document.invalid',
      declarations.root,
      'The document names no server; ws://localhost is assumed.',
      'Add a server with "protocol: ws".',
    );
    return [{ key: 'default', node: declarations.root, protocol: 'ws', host: 'localhost', pathname: '' }];
  }
  warnOfProtocolsAbove(context);
  return asWebSocket(context).filter((server) => {
    const spoken = isWsServer(server) || isHttpServer(server);
    if (!spoken) {
      const named = server.protocol === '' ? 'names no protocol' : `speaks ${server.protocol}`;
      report(
        context,
        'info',
        'document.invalid',
        server.node,
        `Server "${server.key}" ${named}; Countersign reads ws, wss, http and https, and sets it aside.`,
      );
    }
    return spoken;
  });
}

export function compileServers(servers: readonly ServerDeclaration[]): Readonly<Record<string, Server>> {
  return Object.fromEntries(
    servers.map((server) => [
      server.key,
      {
        name: server.key,
        protocol: server.protocol as Server['protocol'],
        host: server.host,
        pathname: server.pathname,
        ...optional('description', server.description),
      },
    ]),
  );
}

/**
 * Some documents of WebSocket APIs call their servers `https`, since a WebSocket begins as HTTP. Where nothing in the
 * document is an HTTP operation, and its words speak of WebSocket, that is what is meant.
 */
function asWebSocket(context: CompileContext): readonly ServerDeclaration[] {
  const { reader, declarations } = context;
  const { servers, channels, operations, root } = declarations;
  const isPlain =
    servers.every(isHttpServer) &&
    channels.every(({ httpBinding }) => httpBinding === undefined) &&
    operations.every(({ httpBinding }) => httpBinding === undefined);
  const words = [
    declarations.title,
    declarations.description ?? '',
    reader.text(root, 'id') ?? '',
    ...servers.map(({ description }) => description ?? ''),
  ];
  if (!isPlain || !/web\s?socket|\bwss?:\/\//i.test(words.join(' '))) return servers;
  return servers.map((server) => {
    const protocol = server.protocol === 'https' ? 'wss' : 'ws';
    report(
      context,
      'info',
      'document.invalid',
      reader.child(server.node, 'protocol') ?? server.node,
      `Server "${server.key}" says ${server.protocol}, but the document is about WebSocket: it is read as ${protocol}.`,
      `Write "protocol: ${protocol}".`,
    );
    return { ...server, protocol };
  });
}

/** Protocols that put frames of their own into those of WebSocket. */
const ABOVE =
  /(?<!\b(?:not|no|without|instead of|rather than|unlike|replaces) )\b(STOMP|SockJS|SignalR|Socket\.IO|Engine\.IO|WAMP|MQTT over (?:secure )?WebSockets?)\b/i;

/** A client of such a protocol cannot speak to a plain WebSocket server, nor the reverse; better said than wondered at. */
function warnOfProtocolsAbove(context: CompileContext): void {
  const { declarations } = context;
  if (!declarations.servers.some(isWsServer)) return;
  const texts = [
    declarations.title,
    declarations.description ?? '',
    ...declarations.servers.map(({ description }) => description ?? ''),
  ];
  const found = texts.map((text) => ABOVE.exec(text)?.[1]).find(Boolean);
  if (found === undefined) return;
  report(
    context,
    'warning',
    'document.invalid',
    context.reader.child(declarations.root, 'info') ?? declarations.root,
    `The document speaks of ${found}, which puts frames of its own into WebSocket's; Countersign sends and expects the plain payloads at the addresses that are declared.`,
    `If backend and clients do speak ${found}, mock and verify fit them only where the messages are its frames; if they do not, leave the word out.`,
  );
}
