import { header, type Seen, type ServerName, says, served } from './seen.ts';

/** The page, or the words, that a proxy writes itself. */
const OWN_PAGES: readonly (readonly [ServerName, (seen: Seen) => boolean])[] = [
  ['nginx', says(/<hr><center>nginx/)],
  ['HAProxy', says(/^\s*<html><body><h1>\d{3} [\s\S]*<\/body><\/html>\s*$/)],
  ['Apache', says(/<address>Apache/)],
  [
    'Cloudflare',
    (seen) =>
      says(/cf-error-details|Attention Required! \| Cloudflare|cf-mitigated|^error code: \d{3,4}\s*$/)(
        seen,
      ) || header(seen, 'cf-mitigated') !== '',
  ],
  ['Varnish', says(/Varnish cache server/)],
  // A load balancer of AWS passes the Server header of its targets on, and writes its own name only into its own pages.
  ['AWS load balancer', served(/^awselb/i)],
  [
    'AWS API Gateway',
    (seen) =>
      header(seen, 'x-amzn-errortype') !== '' &&
      says(
        /^\s*\{\s*"message":\s*"(Forbidden|Unauthorized|Missing Authentication Token|Internal server error|Limit Exceeded|Too Many Requests)"/,
      )(seen),
  ],
  ['Envoy', says(/^(RBAC: access denied|no healthy upstream|upstream connect error or disconnect\/reset)/)],
  [
    // Its header for what came from behind is missing, and so is every body: it has answered itself.
    'Envoy',
    (seen) =>
      served(/envoy/i)(seen) &&
      seen.body === '' &&
      seen.status >= 400 &&
      header(seen, 'x-envoy-upstream-service-time') === '',
  ],
  [
    'Kong',
    says(
      /^\s*\{\s*"message":\s*"(no Route matched with those values|No API key found in request|name resolution failed)"/,
    ),
  ],
  ['Traefik', says(/^no available server\s*$/)],
  ['Heroku', says(/herokucdn\.com\/error-pages\/|^no such app\s*$/i)],
  ['Vercel', (seen) => header(seen, 'x-vercel-error') !== ''],
  ['ngrok', (seen) => header(seen, 'ngrok-error-code') !== ''],
];

/** Whose error page it is, where a proxy has written it itself: then the server behind it was not asked. */
export function ownPage(seen: Seen): ServerName | undefined {
  if (seen.status < 400) return undefined;
  return OWN_PAGES.find(([, fits]) => fits(seen))?.[0];
}
