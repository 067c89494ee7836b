import { createHmac } from 'node:crypto';

/** That of fixtures/notifications/backend.py: with it, a token of any age can be made. */
const JWT_SECRET = 'jwt-secret-that-no-report-may-show-5d1c';
/** The customer of that fixture. */
const USER = '805d0f2d-6436-4843-906c-78fb262f8c19';

/** `{expired}` and `{fresh}` in a URL become tokens. */
export function withTokens(url: string): string {
  return url.replace('{expired}', tokenFor(-42)).replace('{fresh}', tokenFor(300));
}

/** @param left seconds that it is still good for. */
function tokenFor(left: number): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: USER, aud: 'ws', iat: now - 342, exp: now + left })}`;
  return `${body}.${createHmac('sha256', JWT_SECRET).update(body).digest('base64url')}`;
}
