import { entriesOf, httpIn } from './evidence.ts';
import type { Facts } from './facts.ts';

/** The opening packet of Engine.IO's long polling; `undefined` where nobody answers so. */
export function pollingOf({
  evidence,
}: Facts): { readonly id: string; readonly upgrades: boolean } | undefined {
  const [entry] = entriesOf(evidence, 'polling');
  const http = httpIn(entry);
  if (entry === undefined || http?.status !== 200 || !/^\d*:?0\{"sid"/.test(http.body)) return undefined;
  return { id: entry.probe.id, upgrades: /"upgrades":\["websocket"/.test(http.body) };
}
