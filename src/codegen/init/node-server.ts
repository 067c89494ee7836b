import { enclosed, lineAt, pathParameters, withoutScriptComments } from './source-lines.ts';
import type { Route, SourceText } from './surroundings.ts';

/** What the sources of a Node backend tell of its WebSockets. */
export interface NodeServer {
  /** The file that serves. */
  readonly path: string;
  readonly routes: readonly Route[];
  /** Does it take its port from the environment? */
  readonly takesPort: boolean;
  /** The port that it names. */
  readonly port?: number;
}

const SERVES =
  /\bnew\s+(?:WebSocketServer|WebSocket\.Server|ws\.Server|WSServer)\s*\(|\bexpressWs\s*\(|@fastify\/websocket|fastify-websocket|\bnew\s+(?:SocketIOServer|Server)\s*\([^)]*\)|@WebSocketGateway\(/;
const ENGINE_IO = /from\s+["']socket\.io["']|require\(\s*["']socket\.io["']\s*\)/;
const NODE_WS =
  /["'](?:ws|express-ws|@fastify\/websocket|fastify-websocket|@nestjs\/websockets|websocket)["']/;

/** `undefined` where no file serves WebSockets. Tests and built files are not looked at by the caller. */
export function nodeServer(sources: readonly SourceText[]): NodeServer | undefined {
  const files = sources.map(({ path, text }) => ({ path, text: withoutScriptComments(text) }));
  const servers = files.filter(
    ({ text }) =>
      (NODE_WS.test(text) && SERVES.test(text)) || (ENGINE_IO.test(text) && /\bnew\s+\w*Server\b/.test(text)),
  );
  const [main] = [...servers].sort(
    (a, b) => a.path.split('/').length - b.path.split('/').length || a.path.localeCompare(b.path),
  );
  if (main === undefined) return undefined;
  const routes = servers.flatMap(routesOf);
  const everywhere = files.map(({ text }) => text).join('\n');
  const port = portOf(main.text) ?? portOf(everywhere);
  const seen = new Set<string>();
  return {
    path: main.path,
    routes: routes.filter(({ address }) => !seen.has(address) && seen.add(address)),
    takesPort: /process\.env(?:\.PORT\b|\[["']PORT["']\])|\benv\.PORT\b/.test(everywhere),
    ...(port === undefined ? {} : { port }),
  };
}

/** Where a path is one of a WebSocket: in the options of its server, and in what hears of upgrades and connections. */
const REGIONS: readonly (readonly [start: RegExp, path: RegExp])[] = [
  [
    /(?:\bnew\s+(?:WebSocketServer|WebSocket\.Server|ws\.Server)|@WebSocketGateway)\s*\(/g,
    /\bpath\s*:\s*["'`](\/[^"'`\s$]*)["'`]/g,
  ],
  [
    /\.on\(\s*["'](?:upgrade|connection)["']\s*,/g,
    /[!=]==?\s*["'](\/[^"'\s?]*)["']|["'](\/[^"'\s?]*)["']\s*[!=]==?|\bcase\s+["'](\/[^"'\s?]*)["']\s*:|\.startsWith\(\s*["'](\/[^"'\s?]*)["']\)/g,
  ],
  [/^/g, /\.ws\(\s*["'`](\/[^"'`\s$]*)["'`]/g],
  [/^/g, /\.get\(\s*["'`](\/[^"'`\s$]*)["'`]\s*,\s*\{[^}]*\bwebsocket\s*:\s*true/g],
];

function routesOf({ path, text }: SourceText): Route[] {
  const at = (index: number): string => `${path}:${lineAt(text, index)}`;
  if (ENGINE_IO.test(text)) return [engineIo(text, at)];
  const found = REGIONS.flatMap(([start, pattern]) =>
    [...text.matchAll(start)].flatMap(({ index, 0: { length } }) => {
      const from = index + length;
      const region = length === 0 ? text : enclosed(text, from);
      return [...region.matchAll(pattern)].map((match) => ({
        index: from + match.index,
        address: match.slice(1).find((group) => group !== undefined) ?? '/',
      }));
    }),
  );
  // A server of `ws` without a path takes them all.
  const alone = /\bnew\s+(?:WebSocketServer|WebSocket\.Server|ws\.Server)\b/.exec(text);
  if (found.length === 0 && alone !== null && !/\bnoServer\b/.test(text))
    found.push({ index: alone.index, address: '/' });
  return found
    .sort((a, b) => a.index - b.index)
    .map(({ index, address }) => {
      const plain = address.replaceAll(/:(\w+)/g, '{$1}');
      const parameters = pathParameters(plain).map((name) => ({ name, example: '1' }));
      return { address: plain, parameters, query: [], at: at(index) };
    });
}

function engineIo(text: string, at: (index: number) => string): Route {
  const own = /\bpath\s*:\s*["'`](\/[^"'`\s$]*)["'`]/.exec(text);
  const query = [
    { name: 'EIO', example: '4', required: true },
    { name: 'transport', example: 'websocket', required: true },
  ];
  return {
    address: `${(own?.[1] ?? '/socket.io').replace(/\/$/, '')}/`,
    parameters: [],
    query,
    isEngineIo: true,
    at: at(own?.index ?? Math.max(0, text.search(/\bnew\s+\w*Server\b/))),
  };
}

function portOf(text: string): number | undefined {
  const found =
    /\bport\s*:\s*(\d{2,5})\b|\.listen\(\s*(\d{2,5})\b|\bPORT\b[^\n;]{0,20}(?:\?\?|\|\|)\s*["']?(\d{2,5})|\bport\b\s*=\s*(\d{2,5})\b/i.exec(
      text,
    );
  const port = found?.slice(1).find((group) => group !== undefined);
  return port === undefined ? undefined : Number(port);
}
