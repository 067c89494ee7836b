import type { JournalEntry } from '../../journal.ts';
import { violationOf } from '../../violation.ts';

/** What one line of the list says about an entry. */
export interface EntryLine {
  readonly sort: 'client' | 'server' | 'open' | 'refused' | 'close' | 'http' | 'note';
  /** Who did it, in a word. */
  readonly who: string;
  readonly name: string;
  /** The start of the data, or what else there is to say; one line. */
  readonly detail: string;
  /** What is wrong with it. Absent: nothing is. */
  readonly problem?: string;
  /** What the mock did to it on purpose: `duplicate`, `lost by lose-every-2`. Absent: nothing. */
  readonly fault?: string;
}

/** Characters of a detail; a line shows fewer. */
const MOST = 240;

export function entryLine(entry: JournalEntry): EntryLine {
  const problem = violationOf(entry);
  const line = lineOf(entry);
  const fault = faultOf(entry);
  return {
    ...line,
    detail: oneLine(line.detail),
    ...(problem === undefined ? {} : { problem: oneLine(problem.replace(/^It is no valid "[^"]*": /, '')) }),
    ...(fault === undefined ? {} : { fault }),
  };
}

function lineOf(entry: JournalEntry): Pick<EntryLine, 'sort' | 'who' | 'name' | 'detail'> {
  switch (entry.type) {
    case 'frame':
      return { sort: entry.from, who: entry.from, name: frameName(entry), detail: entry.data };
    case 'handshake': {
      const { form, target, outcome } = entry;
      const how = form === undefined ? '' : 'status' in form ? ` ${form.status}` : ` close ${form.close}`;
      if (outcome === 'accepted') return { sort: 'open', who: 'client', name: 'connected', detail: target };
      return { sort: 'refused', who: 'server', name: `${outcome}${how}`, detail: target };
    }
    case 'close':
      return { sort: 'close', who: entry.by, name: `closed ${entry.code}`, detail: entry.reason };
    case 'request':
      return { sort: 'http', who: 'http', name: `${entry.method} ${entry.status}`, detail: entry.target };
    case 'storm':
      return { sort: 'refused', who: 'client', name: 'reconnect storm', detail: entry.target };
    case 'faults': {
      const on = entry.faults.length === 0 ? 'none from now on' : entry.faults.join(', ');
      return { sort: 'note', who: 'mock', name: 'faults', detail: on };
    }
    case 'handler': {
      const where = entry.place === undefined ? '' : ` at ${entry.place}`;
      return {
        sort: 'refused',
        who: 'handler',
        name: `${entry.handler} threw`,
        detail: `${entry.message}${where}`,
      };
    }
    case 'bug':
      return { sort: 'refused', who: 'mock', name: 'Countersign failed', detail: entry.message };
  }
}

/** Some documents have an answer for what they have no name for: such a frame breaks nothing. */
function frameName({ message, kind, violation }: Extract<JournalEntry, { type: 'frame' }>): string {
  return message ?? `${violation === undefined ? 'unnamed' : 'unknown'}${kind === 'binary' ? ' bytes' : ''}`;
}

function faultOf(entry: JournalEntry): string | undefined {
  if (entry.type === 'frame') {
    if (entry.withheld) return 'withheld';
    if (entry.dropped) return 'not sent: client does not read';
    if (entry.lost) return `lost: ${entry.fault ?? ''}`;
  }
  return 'fault' in entry ? entry.fault : undefined;
}

function oneLine(text: string): string {
  return text.slice(0, MOST).replaceAll(/\s+/g, ' ');
}

/** `12:04:31.207`, in the reader's own time. */
export function clockTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** `84 B`, `12.4 kB` */
export function sizeText(length: number): string {
  return length < 1000 ? `${length} B` : `${(length / 1000).toFixed(length < 100_000 ? 1 : 0)} kB`;
}
