import type { Style } from '../report/style.ts';
import type { JournalEntry, Peer } from './journal.ts';
import { describeStorm } from './reconnect-storm.ts';

/** The part of a terminal style that a log line needs. */
export type LogStyle = Pick<Style, 'bold' | 'dim' | 'red' | 'green' | 'yellow'>;

/** Characters of an unknown frame that a line shows. */
const EXCERPT = 80;
/** Columns for the endpoint and the connection. */
const PLACE = 14;

/** One line for a person, without its newline: time, arrow, where, what, and what is wrong with it. */
export function formatEntry(entry: JournalEntry, style: LogStyle): string {
  const time = style.dim(new Date(entry.at).toISOString().slice(11, 23));
  const [arrow, place, text] = describeEntry(entry, style);
  return `${time} ${arrow} ${style.bold(printable(place).padEnd(PLACE))} ${text}`;
}

/** One line for a program, without its newline. */
export function formatEntryJson(entry: JournalEntry): string {
  return JSON.stringify(entry);
}

function describeEntry(entry: JournalEntry, style: LogStyle): readonly [string, string, string] {
  switch (entry.type) {
    case 'handshake':
      return describeHandshake(entry, style);
    case 'frame':
      return describeFrame(entry, style);
    case 'close': {
      const reason = entry.reason === '' ? '' : ` ${style.dim(printable(entry.reason))}`;
      const text = `closed by ${entry.by === 'server' ? 'the mock' : 'the client'} with ${entry.code}${reason}`;
      return [
        style.yellow('■'),
        at(entry),
        `${text}${by(entry.fault, style)}${wrong(entry.violation, style)}`,
      ];
    }
    case 'request': {
      const status = entry.status < 400 ? style.green(String(entry.status)) : style.red(String(entry.status));
      return [
        style.dim('⇄'),
        entry.companion ?? 'http',
        `${entry.method} ${printable(entry.target)} ${status}${by(entry.fault, style)}${wrong(entry.violation, style)}`,
      ];
    }
    case 'storm': {
      const what = style.red(printable(describeStorm(entry)));
      const why = style.dim(`${formatPeer(entry.peer)} ${printable(`${entry.reason} ${entry.remedy}`)}`);
      return [style.red('↻'), entry.endpoint ?? 'handshake', `${what} ${why}`];
    }
    case 'faults': {
      const names = entry.faults.map(printable).join(', ');
      return [
        style.yellow('!'),
        'faults',
        style.yellow(names === '' ? 'none from now on' : `from now on ${names}`),
      ];
    }
    case 'handler': {
      const where = entry.place === undefined ? '' : ` at ${printable(entry.place)}`;
      const text = `the handler ${entry.handler} threw${where}: ${printable(entry.message)}`;
      return [style.red('✗'), at(entry), style.red(text)];
    }
    case 'bug':
      return [style.red('✗'), 'bug', printable(entry.message.split('\n')[0] ?? '')];
  }
}

function describeHandshake(
  entry: Extract<JournalEntry, { type: 'handshake' }>,
  style: LogStyle,
): readonly [string, string, string] {
  const from = `${formatPeer(entry.peer)}${entry.origin === undefined ? '' : ` Origin ${printable(entry.origin)}`}`;
  const target = printable(entry.target);
  if (entry.outcome === 'accepted') {
    const place = `${entry.endpoint ?? ''} #${entry.connection ?? ''}`;
    return [style.green('●'), place, `connected ${target} ${style.dim(from)}`];
  }
  if (entry.outcome === 'unanswered') {
    return [
      style.yellow('…'),
      'handshake',
      `left unanswered ${target} ${style.dim(from)}${by(entry.fault, style)}`,
    ];
  }
  const { form } = entry;
  const how =
    form === undefined ? '' : 'status' in form ? ` with ${form.status}` : ` with Close ${form.close}`;
  const why = `${printable(entry.reason ?? '')} ${printable(entry.remedy ?? '')}`.trim();
  return [
    style.red('✗'),
    entry.endpoint ?? 'handshake',
    `refused${how} (${entry.guard ?? 'request'}) ${target} ${style.dim(from)} ${style.red(why)}`,
  ];
}

function describeFrame(
  entry: Extract<JournalEntry, { type: 'frame' }>,
  style: LogStyle,
): readonly [string, string, string] {
  const arrow = entry.from === 'client' ? '←' : '→';
  if (entry.dropped) {
    const text = `${entry.message ?? entry.kind} ${style.yellow('not sent: the client does not read')}`;
    return [style.yellow(arrow), at(entry), text];
  }
  const name = `${entry.message ?? style.dim(excerpt(entry.data, entry.kind))}${by(entry.fault, style, entry.lost)}`;
  const withheld = entry.withheld ? style.yellow(' not sent') : '';
  const mark = entry.violation === undefined ? style.green(arrow) : style.red(arrow);
  return [mark, at(entry), `${name}${withheld}${wrong(entry.violation, style)}`];
}

/** The fault that had its way with it. */
function by(fault: string | undefined, style: LogStyle, lost?: true): string {
  return fault === undefined ? '' : ` ${style.yellow(`${lost ? 'lost, ' : ''}fault ${printable(fault)}`)}`;
}

function wrong(violation: string | undefined, style: LogStyle): string {
  return violation === undefined ? '' : ` ${style.red(`✗ ${printable(violation)}`)}`;
}

function at(entry: { endpoint: string; connection: number }): string {
  return `${entry.endpoint} #${entry.connection}`;
}

/** `127.0.0.1:54321`, `[::1]:54321`. */
export function formatPeer({ host, port }: Peer): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The start of a frame on one line. */
export function excerpt(data: string, kind: 'text' | 'binary'): string {
  if (kind === 'binary') return `binary ${data.slice(0, 24)}${data.length > 24 ? '…' : ''}`;
  return `${printable(data.slice(0, EXCERPT))}${data.length > EXCERPT ? '…' : ''}`;
}

/** What a peer sent must not move the cursor, colour the terminal or break the line. */
export function printable(text: string): string {
  return text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
