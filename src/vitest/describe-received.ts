import type { JournalEntry } from '../mock/journal.ts';
import { excerpt, formatPeer } from '../mock/log.ts';
import type { ReceivedMessage } from '../mock/received.ts';
import { violationOf } from '../mock/violation.ts';
import type { AskedMock } from './asked-mock.ts';
import type { Difference } from './differences.ts';

/** Lines that a failure shows of a list. */
const MOST_SHOWN = 5;
/** Characters of a payload. */
const EXCERPT = 200;

/** `"subscribe" from connection 1 at feed`, and why it is no valid message where it is none. */
export function describeFrame({
  message,
  connection,
  endpoint,
  payload,
  violation,
}: ReceivedMessage): string {
  const name = message === undefined ? shorten(JSON.stringify(payload)) : `"${message}"`;
  const wrong = violation === undefined ? '' : `\n  It breaks the contract: ${violation}`;
  return `${name} from connection ${connection} at ${endpoint}${wrong}`;
}

/** `/symbol is "MSFT", not "AAPL"`; `print` writes what was wanted, which may be a matcher. */
export function describeDifference(
  { at, actual, wanted }: Difference,
  print: (value: unknown) => string,
): string {
  const place = at === '' ? 'it' : at;
  if (actual === undefined) return `${place} is missing, not ${print(wanted)}`;
  return `${place} is ${shorten(JSON.stringify(actual))}, not ${print(wanted)}`;
}

/** Whom the mock has heard at all, where no frame came: the first thing to know then. */
export function describeSilence(mock: AskedMock): string {
  const handshakes = mock.journal.entries().filter(({ type }) => type === 'handshake');
  const opened = handshakes.filter((entry) => entry.type === 'handshake' && entry.outcome === 'accepted');
  if (handshakes.length === 0) return 'No frame was received, and nobody has tried to connect.';
  if (opened.length === 0) return 'No frame was received, and no connection was opened.';
  return `No frame was received on the ${counted(opened.length, 'connection')} that ${opened.length === 1 ? 'was' : 'were'} opened.`;
}

/** The handshakes that were refused, one below the other; `''`: none was. */
export function describeRefusals(mock: AskedMock): string {
  const refused = mock.journal
    .entries()
    .filter((entry) => entry.type === 'handshake' && entry.outcome === 'refused');
  if (refused.length === 0) return '';
  return `\n${counted(refused.length, 'handshake')} ${refused.length === 1 ? 'was' : 'were'} refused:\n${list(refused.map(describeViolation))}`;
}

/** What an entry says against the contract, on one line or two. */
export function describeViolation(entry: JournalEntry): string {
  const wrong = violationOf(entry) ?? '';
  switch (entry.type) {
    case 'handshake': {
      const origin = entry.origin === undefined ? '' : `, Origin ${entry.origin}`;
      return `handshake ${entry.target}${origin}: ${wrong}`;
    }
    case 'frame': {
      const text = shorten(excerpt(entry.data, entry.kind));
      return `${entry.from === 'client' ? 'frame' : 'frame of the mock'} at ${entry.endpoint}: ${wrong}\n${text}`;
    }
    case 'close':
      return `connection ${entry.connection} at ${entry.endpoint}: ${wrong}`;
    case 'request':
      return `${entry.method} ${entry.target}: no companion of the contract, answered with ${entry.status}`;
    case 'storm':
      return `handshakes from ${formatPeer(entry.peer)}: ${wrong}`;
    default:
      return wrong;
  }
}

/** One below the other, the first of them; how many more there are is said. */
export function list(items: readonly string[]): string {
  const shown = items.slice(0, MOST_SHOWN).map((item) => `- ${item.replaceAll('\n', '\n  ')}`);
  const rest = items.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [`- and ${rest} more`])].join('\n');
}

/** `1 frame`, `3 frames`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function shorten(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1)}…` : text;
}
