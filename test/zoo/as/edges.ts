import { type Animal, cell, PAGE } from '../animal.ts';
import { answering, HTML, JSON_TYPE, TEXT } from './answering.ts';

const CLOUDFLARE = { Server: 'cloudflare', 'CF-RAY': '8f0c1d2e3a4b5c6d-FRA', ...HTML } as const;

const cloudflarePage = (status: number, what: string): string =>
  `<!DOCTYPE html>\n<html lang="en-US">\n<head><title>${status}: ${what}</title></head>\n<body><div id="cf-wrapper"><div id="cf-error-details" class="p-0"><h1>Error code ${status}</h1></div></div></body>\n</html>\n`;

const ENVOY = { server: 'envoy' } as const;
const AMAZON = { 'x-amzn-RequestId': '6b1f1f3c', 'x-amz-apigw-id': 'A1b2', ...JSON_TYPE } as const;

const albPage = (text: string): string =>
  `<html>\r\n<head><title>${text}</title></head>\r\n<body>\r\n<center><h1>${text}</h1></center>\r\n</body>\r\n</html>\r\n`;

/** What stands in front of servers, and answers by itself. */
export const AS_EDGES: readonly Animal[] = [
  answering(
    'as-cloudflare-521',
    'Cloudflare whose origin server is down',
    () => ({ status: 521, reason: '', headers: CLOUDFLARE, body: cloudflarePage(521, 'Web server is down') }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-cloudflare-520',
    'Cloudflare that does not understand its origin server; the short page',
    () => ({ status: 520, reason: '', headers: CLOUDFLARE, body: 'error code: 520' }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-cloudflare-waf',
    'Cloudflare that takes the client for a bot',
    () => ({
      status: 403,
      headers: { ...CLOUDFLARE, 'cf-mitigated': 'challenge' },
      body: '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body></body></html>',
    }),
    [cell('PROXY-DENIED', '/ws', ...PAGE)],
  ),
  answering(
    'as-api-gateway-stage',
    'AWS API Gateway asked without its stage',
    ({ path, upgrade }) => {
      if (path === '/prod' && upgrade) return { accept: true };
      return {
        status: 403,
        headers: { ...AMAZON, 'x-amzn-ErrorType': 'ForbiddenException' },
        body: '{"message":"Forbidden"}',
      };
    },
    [cell('PROXY-DENIED', '/ws', ...PAGE), cell('CONNECTED', '/prod', ...PAGE)],
  ),
  answering(
    'as-api-gateway-authorizer',
    'AWS API Gateway whose authorizer wants a token',
    ({ upgrade, query }) => {
      if (upgrade && query.get('token') === 'good') return { accept: true };
      return {
        status: 401,
        headers: { ...AMAZON, 'x-amzn-ErrorType': 'UnauthorizedException' },
        body: '{"message": "Unauthorized", "connectionId":"L0SM9c", "requestId":"a1b2"}',
      };
    },
    [cell('AUTH-MISSING', '/prod', ...PAGE), cell('AUTH-INVALID', '/prod?token=bad', ...PAGE)],
  ),
  answering(
    'as-alb-503',
    'An AWS load balancer without a healthy target',
    () => ({
      status: 503,
      reason: 'Service Temporarily Unavailable',
      headers: { Server: 'awselb/2.0', 'Content-Type': 'text/html' },
      body: albPage('503 Service Temporarily Unavailable'),
    }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-alb-403',
    'An AWS load balancer with a firewall rule',
    () => ({
      status: 403,
      headers: { Server: 'awselb/2.0', 'Content-Type': 'text/html' },
      body: albPage('403 Forbidden'),
    }),
    [cell('PROXY-DENIED', '/ws', ...PAGE)],
  ),
  answering(
    'as-envoy-503',
    'Envoy without a healthy upstream',
    () => ({ status: 503, headers: { ...ENVOY, 'content-type': 'text/plain' }, body: 'no healthy upstream' }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-envoy-404',
    'Envoy that routes only /api',
    ({ path, upgrade }) => {
      if (!path.startsWith('/api/')) return { status: 404, headers: ENVOY };
      return upgrade
        ? { accept: true }
        : {
            status: 404,
            headers: { ...ENVOY, ...TEXT, 'x-envoy-upstream-service-time': '2' },
            body: '404 page not found\n',
          };
    },
    [cell('PROXY-NO-ROUTE', '/ws', ...PAGE)],
  ),
  answering(
    'as-envoy-no-upgrade',
    'Envoy without upgrade_configs for websocket: 403 to every upgrade',
    ({ path, upgrade }) => {
      if (upgrade) return { status: 403, headers: ENVOY };
      return path === '/ws'
        ? {
            status: 426,
            headers: { ...ENVOY, 'x-envoy-upstream-service-time': '1' },
            body: 'Upgrade Required',
          }
        : { status: 404, headers: { ...ENVOY, 'x-envoy-upstream-service-time': '1' }, body: 'Not Found' };
    },
    [cell('PROXY-DENIED', '/ws', ...PAGE)],
  ),
  answering(
    'as-envoy-rbac',
    'Envoy (Istio) with an authorization policy',
    () => ({
      status: 403,
      headers: { server: 'istio-envoy', 'content-type': 'text/plain' },
      body: 'RBAC: access denied',
    }),
    [cell('PROXY-DENIED', '/ws', ...PAGE)],
  ),
  answering(
    'as-traefik-503',
    'Traefik whose service has no server',
    () => ({
      status: 503,
      headers: { ...TEXT, 'X-Content-Type-Options': 'nosniff' },
      body: 'no available server\n',
    }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-traefik-502',
    'Traefik whose server is down',
    () => ({ status: 502, headers: TEXT, body: 'Bad Gateway' }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-traefik-404',
    'Traefik without a router for this host or path',
    () => ({
      status: 404,
      headers: { ...TEXT, 'X-Content-Type-Options': 'nosniff' },
      body: '404 page not found\n',
    }),
    [cell('NO-ROUTE', '/ws', ...PAGE)],
  ),
  answering(
    'as-caddy-502',
    'Caddy whose reverse_proxy finds nobody',
    () => ({ status: 502, headers: { Server: 'Caddy' } }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-kong-404',
    'Kong without a route for this path',
    () => ({
      status: 404,
      headers: { Server: 'kong/3.4.0', ...JSON_TYPE },
      body: '{\n  "message":"no Route matched with those values"\n}',
    }),
    [cell('PROXY-NO-ROUTE', '/ws', ...PAGE)],
  ),
  answering(
    'as-kong-key',
    'Kong with the key-auth plugin',
    () => ({
      status: 401,
      headers: { Server: 'kong/3.4.0', 'WWW-Authenticate': 'Key realm="kong"', ...JSON_TYPE },
      body: '{\n  "message":"No API key found in request"\n}',
    }),
    [cell('AUTH-MISSING', '/ws', ...PAGE)],
  ),
  answering(
    'as-heroku-503',
    'Heroku whose dyno has crashed',
    () => ({
      status: 503,
      headers: { Server: 'Cowboy', 'Content-Type': 'text/html', Via: '1.1 vegur' },
      body: '<!DOCTYPE html>\n<html><head><title>Application Error</title></head><body><iframe src="//www.herokucdn.com/error-pages/application-error.html"></iframe></body></html>',
    }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-ngrok',
    'ngrok whose tunnel is closed',
    () => ({
      status: 404,
      headers: { ...TEXT, 'ngrok-error-code': 'ERR_NGROK_3200' },
      body: 'The endpoint abc.ngrok-free.app is offline.\n\nERR_NGROK_3200\n',
    }),
    [cell('UPSTREAM-DOWN', '/ws', ...PAGE)],
  ),
  answering(
    'as-vercel',
    'Vercel without a function at this path',
    () => ({
      status: 404,
      headers: { Server: 'Vercel', 'X-Vercel-Error': 'NOT_FOUND', 'X-Vercel-Id': 'fra1::abc', ...TEXT },
      body: 'The page could not be found\n\nNOT_FOUND\n\nfra1::abc\n',
    }),
    [cell('PROXY-NO-ROUTE', '/ws', ...PAGE)],
  ),
];
