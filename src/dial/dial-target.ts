/** Where to dial: one host and port, over TCP or TLS. */
export interface DialTarget {
  readonly protocol: 'ws' | 'wss';
  /** A name, an IPv4 address, or an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls?: DialTls;
  /** Sent as `Host` instead of what host and port say. */
  readonly hostHeader?: string;
}

export interface DialTls {
  /** Default `true`. */
  readonly rejectUnauthorized?: boolean;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string;
  /** Name for SNI and the certificate check; default: the host, unless it is an address. */
  readonly servername?: string;
}

const DEFAULT_PORT = { ws: 80, wss: 443 } as const;

/** `host:port` as RFC 9110 §7.2 wants it in `Host`: brackets around IPv6, the scheme's default port left out. */
export function hostHeaderOf(target: DialTarget): string {
  if (target.hostHeader !== undefined) return target.hostHeader;
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  return target.port === DEFAULT_PORT[target.protocol] ? host : `${host}:${target.port}`;
}

/** `ws://host:port`, without a trailing slash. */
export function baseOf(target: DialTarget): string {
  return `${target.protocol}://${hostHeaderOf({ protocol: target.protocol, host: target.host, port: target.port })}`;
}
