import type { Animal } from './animal.ts';
import { AS_EDGES } from './as/edges.ts';
import { AS_SERVERS } from './as/servers.ts';
import { FASTAPI } from './fastapi.ts';
import { BROWSER_RULES } from './node/browser-rules.ts';
import { EXPRESS } from './node/express.ts';
import { LATE } from './node/late.ts';
import { RAW } from './node/raw.ts';
import { TLS } from './node/tls.ts';
import { NODE_WS } from './node/ws.ts';
import { OTHER_PYTHON } from './other-python.ts';
import { HAPROXY } from './proxy/haproxy.ts';
import { NGINX } from './proxy/nginx.ts';
import { STUNNEL } from './proxy/stunnel.ts';

/** All servers, each with the ways to fail at it. */
export const ZOO: readonly Animal[] = [
  ...FASTAPI,
  ...OTHER_PYTHON,
  ...NODE_WS,
  ...EXPRESS,
  ...LATE,
  ...BROWSER_RULES,
  ...RAW,
  ...AS_SERVERS,
  ...AS_EDGES,
  ...TLS,
  ...NGINX,
  ...HAPROXY,
  ...STUNNEL,
];
