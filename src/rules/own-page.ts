/** @param host the handshake's `Host` header */
export function isOwnPage(origin: string, host: string | undefined): boolean {
  const name = hostName(origin.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''));
  if (name === undefined || !origin.includes('://')) return false;
  return isLoopback(name) || (host !== undefined && name === hostName(host));
}

/** `[::1]:8080` → `[::1]` */
function hostName(authority: string): string | undefined {
  return /^(\[[^\]]+\]|[^:/]+)(:\d+)?$/.exec(authority.toLowerCase())?.[1];
}

/** RFC 6761 §6.3, RFC 1122 §3.2.1.3. */
function isLoopback(name: string): boolean {
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)
  );
}
