import type { Header } from '../script/script.ts';

/** Servers that fixes are written for, and what stands in front of them. HANDSHAKE 4.5. */
export type ServerName =
  | 'FastAPI on uvicorn'
  | 'an ASGI server (uvicorn, hypercorn)'
  | 'Django Channels on daphne'
  | 'Python websockets'
  | 'aiohttp'
  | 'tornado'
  | 'Flask-SocketIO'
  | 'Node ws'
  | 'Express'
  | 'Fastify'
  | 'Socket.IO'
  | 'npm websocket'
  | 'Go gorilla/websocket'
  | 'Go coder/websocket'
  | 'Go net/http'
  | 'Tomcat or Spring'
  | 'Rails ActionCable'
  | 'Rails'
  | 'Jetty'
  | 'Phoenix'
  | 'ASP.NET Core'
  | 'SignalR'
  | 'Django without Channels'
  | 'Flask'
  | 'axum'
  | 'Vite'
  | 'Python http.server'
  | 'nginx'
  | 'HAProxy'
  | 'Apache'
  | 'Caddy'
  | 'Varnish'
  | 'Cloudflare'
  | 'AWS load balancer'
  | 'Envoy'
  | 'AWS API Gateway'
  | 'Kong'
  | 'Traefik'
  | 'Heroku'
  | 'Vercel'
  | 'ngrok';

/** An answer, as far as it gives away who wrote it. */
export interface Seen {
  /** Was it the answer to an upgrade? */
  readonly upgrade: boolean;
  readonly status: number;
  readonly reason?: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** All values of the header of that name, which is in lower case. */
export function header({ headers }: Seen, name: string): string {
  return headers
    .filter(([each]) => each.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ');
}

/** Is the `Server` header like this? */
export function served(pattern: RegExp): (seen: Seen) => boolean {
  return (seen) => pattern.test(header(seen, 'server'));
}

/** Is the body, or the reason phrase, like this? */
export function says(pattern: RegExp): (seen: Seen) => boolean {
  return (seen) => pattern.test(seen.body) || pattern.test(seen.reason ?? '');
}
