import type { Endpoint } from '../contract/endpoint.ts';

/** Most bytes of one message where the document sets no limit. To unmask one of 16 MiB would stop everybody else for 60 ms. */
const DEFAULT_PAYLOAD_LIMIT = 8 * 1024 * 1024;

/** Most bytes of one message to that endpoint; more is closed with 1009 (RFC 6455 §7.4.1). */
export function payloadLimitOf(endpoint: Endpoint | undefined): number {
  return endpoint?.payloadLimit?.value ?? DEFAULT_PAYLOAD_LIMIT;
}
