import type { CorsPolicy } from '../contract/companion.ts';
import { headerValue } from '../rules/credential-value.ts';
import type { Header } from '../script/script.ts';
import type { HttpAttempt } from './engine.ts';

/** Fetch standard, "CORS-preflight request". */
export function isPreflight(request: HttpAttempt): boolean {
  return (
    request.method === 'OPTIONS' &&
    headerValue(request.headers, 'origin') !== undefined &&
    headerValue(request.headers, 'access-control-request-method') !== undefined
  );
}

/**
 * Headers that let a page of an allowed origin read the answer. Without a policy every origin may, but without
 * credentials: that is what a frontend team that mocks a silent document needs, and it gives nothing away.
 */
export function corsHeaders(policy: CorsPolicy | undefined, request: HttpAttempt): readonly Header[] {
  const origin = headerValue(request.headers, 'origin');
  if (origin === undefined)
    return policy === undefined || policy.origins === 'any' ? [] : [['Vary', 'Origin']];
  if (policy === undefined) return [['Access-Control-Allow-Origin', '*']];
  const allowed = policy.origins === 'any' || policy.origins.includes(origin);
  if (!allowed) return [['Vary', 'Origin']];
  const credentials: readonly Header[] = policy.credentials
    ? [['Access-Control-Allow-Credentials', 'true']]
    : [];
  return policy.origins === 'any' && !policy.credentials
    ? [['Access-Control-Allow-Origin', '*']]
    : [['Access-Control-Allow-Origin', origin], ['Vary', 'Origin'], ...credentials];
}

/** The answer to a preflight: `corsHeaders`, and, where the origin is allowed, what it asked for. */
export function preflightHeaders(
  policy: CorsPolicy | undefined,
  methods: readonly string[],
  request: HttpAttempt,
): readonly Header[] {
  const cors = corsHeaders(policy, request);
  if (!cors.some(([name]) => name === 'Access-Control-Allow-Origin')) return cors;
  const asked = headerValue(request.headers, 'access-control-request-headers');
  return [
    ...cors,
    ['Access-Control-Allow-Methods', methods.join(', ')],
    ...(asked === undefined ? [] : [['Access-Control-Allow-Headers', asked] as const]),
    ['Access-Control-Max-Age', '600'],
  ];
}
