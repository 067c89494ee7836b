import type { Endpoint } from '../contract/endpoint.ts';
import { fillAddress } from '../rules/address.ts';

/**
 * A path and query that a client can paste: parameters filled with their first example, the required query with
 * theirs. Where the document knows no value, the parameter's own name stands in for one.
 */
export function exampleTarget(endpoint: Endpoint): string {
  const values: Record<string, string> = {};
  for (const { name, examples, enum: allowed } of endpoint.parameters) {
    values[name] = examples[0] ?? allowed?.[0] ?? name;
  }
  const query = new Map<string, string>();
  for (const { name, required, example } of endpoint.handshake.query) {
    if (required) query.set(name, example ?? name);
  }
  for (const { anyOf } of endpoint.handshake.credentials) {
    const carrier = anyOf[0]?.carrier;
    if (carrier?.in === 'query' && !query.has(carrier.name)) query.set(carrier.name, carrier.name);
  }
  const pairs = [...query].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const path = fillAddress(endpoint.address, values);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
