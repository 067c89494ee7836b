/** How long, in ms, a JSON Web Token is good from its issue on (RFC 7519 §4.1.4, §4.1.6); `undefined` where it does not say. */
export function jwtLifetime(token: string): number | undefined {
  const [, claims] = token.split('.');
  if (claims === undefined || !token.startsWith('eyJ')) return undefined;
  try {
    const { exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Record<
      string,
      unknown
    >;
    return typeof exp === 'number' && typeof iat === 'number' && exp > iat ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}
