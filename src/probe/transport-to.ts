import type { Place } from '../diagnose/subject.ts';
import { createNetTransport } from '../dial/net-transport.ts';
import type { Transport } from '../dial/transport.ts';

/** Real sockets. @param insecure take a TLS certificate that does not verify. */
export function transportTo({ protocol, host, port }: Place, insecure: boolean): Transport {
  return createNetTransport({
    protocol,
    host,
    port,
    ...(insecure ? { tls: { rejectUnauthorized: false } } : {}),
  });
}
