import type {
  ChannelDeclaration,
  Declarations,
  OperationDeclaration,
  ServerDeclaration,
} from './document/declarations.ts';

/** What a channel is to us: a WebSocket address, an HTTP one, both, or neither. */
export interface ChannelKind {
  readonly channel: ChannelDeclaration;
  readonly operations: readonly OperationDeclaration[];
  /** WebSocket servers that it is on, the first one first. Absent: it is no WebSocket address. */
  readonly ws?: readonly ServerDeclaration[];
  /** The server that its HTTP operations are on. Absent: it has none. */
  readonly http?: ServerDeclaration;
}

export function isWsServer({ protocol }: ServerDeclaration): boolean {
  return protocol === 'ws' || protocol === 'wss';
}

export function isHttpServer({ protocol }: ServerDeclaration): boolean {
  return protocol === 'http' || protocol === 'https';
}

/** By its bindings, those of its operations, and the protocols of its servers, in this order. */
export function classifyChannels(
  declarations: Declarations,
  servers: readonly ServerDeclaration[],
): readonly ChannelKind[] {
  return declarations.channels.flatMap((channel): ChannelKind[] => {
    const operations = declarations.operations.filter((operation) => operation.channel === channel.key);
    const listed = servers.filter(({ key }) => channel.servers?.includes(key));
    const candidates = channel.servers === undefined || channel.servers.length === 0 ? servers : listed;
    const ws = candidates.filter(isWsServer);
    const http = candidates.filter(isHttpServer);
    const saysHttp = channel.httpBinding !== undefined || operations.some(({ httpBinding }) => httpBinding);
    const saysWs = channel.wsBinding !== undefined;
    const isHttp = saysHttp || (!saysWs && ws.length === 0 && http.length > 0);
    // A WebSocket may well be opened on a host that the document only calls `https`.
    const wsServers = ws.length > 0 ? ws : saysWs ? [...http, ...servers].slice(0, 1) : [];
    const isWs = saysWs || (!isHttp && wsServers.length > 0);
    const httpServer = isHttp ? (http[0] ?? ws[0] ?? servers[0]) : undefined;
    return [
      {
        channel,
        operations,
        ...(isWs && wsServers.length > 0 ? { ws: wsServers } : {}),
        ...(httpServer === undefined ? {} : { http: httpServer }),
      },
    ];
  });
}
