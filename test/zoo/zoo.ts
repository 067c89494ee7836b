import type { Animal } from './animal.ts';
import { FASTAPI } from './fastapi.ts';
import { EXPRESS } from './node/express.ts';
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
  ...RAW,
  ...TLS,
  ...NGINX,
  ...HAPROXY,
  ...STUNNEL,
];
