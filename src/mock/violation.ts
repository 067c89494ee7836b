import type { JournalEntry } from './journal.ts';

/** What is wrong with an entry, in words; `undefined`: nothing is. */
export function violationOf(entry: JournalEntry): string | undefined {
  switch (entry.type) {
    case 'handshake':
      return entry.outcome === 'refused' ? `${entry.reason ?? ''} ${entry.remedy ?? ''}`.trim() : undefined;
    case 'frame':
    case 'close':
      return entry.violation;
    case 'bug':
    case 'request':
      return undefined;
  }
}
