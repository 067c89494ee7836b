import type { JournalEntry } from './journal.ts';
import { describeStorm } from './reconnect-storm.ts';

/** What is wrong with an entry, in words; `undefined`: nothing is. */
export function violationOf(entry: JournalEntry): string | undefined {
  switch (entry.type) {
    case 'handshake':
      return entry.outcome === 'refused' && entry.guard !== 'fault'
        ? `${entry.reason ?? ''} ${entry.remedy ?? ''}`.trim()
        : undefined;
    case 'frame':
    case 'close':
    case 'request':
      return entry.violation;
    case 'storm':
      return `${describeStorm(entry)}. ${entry.reason} ${entry.remedy}`;
    case 'faults':
    case 'bug':
    case 'handler':
      return undefined;
  }
}
