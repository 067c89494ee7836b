import type { Facts } from '../facts.ts';
import type { ServerName } from '../seen.ts';

/** What to change, by the server that was recognised. */
export type FixTable = Readonly<Partial<Record<ServerName, readonly string[]>>>;

/** The lines for the server that answered, else the general ones. */
export function fixBy({ server }: Facts, table: FixTable, general: readonly string[]): readonly string[] {
  return (server === undefined ? undefined : table[server.server]) ?? general;
}
