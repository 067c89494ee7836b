import { isJsonObject, type Json } from '../contract/json.ts';
import { entriesOf, httpIn } from './evidence.ts';
import type { Facts } from './facts.ts';

export interface Told {
  readonly id: string;
  readonly name: string;
  readonly value: Json;
}

/** What the server's own status pages say, member by member. */
export function told({ evidence }: Facts): readonly Told[] {
  return entriesOf(evidence, 'companion').flatMap((entry) => {
    const http = httpIn(entry);
    if (http === undefined || http.status >= 300) return [];
    try {
      const body = JSON.parse(http.body) as Json;
      if (!isJsonObject(body)) return [];
      return Object.entries(body).map(([name, value]) => ({ id: entry.probe.id, name, value }));
    } catch {
      return [];
    }
  });
}

/** Refused as if it were nowhere, with nothing that opens it. */
export function isShut({ refused, base, alike, flips, paths }: Facts): boolean {
  return refused && base?.kind === 'refused' && alike === true && flips.length === 0 && paths.length === 0;
}
