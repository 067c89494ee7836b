import type { JournalEntry } from '../../src/mock/journal.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { violationOf } from '../../src/mock/violation.ts';
import { contractOf } from './documents.ts';
import type { Found, Red } from './found.ts';
import { startProcess } from './process.ts';
import type { ClientRun } from './variant.ts';

/** ms in which the client makes its mistake. */
const WITHIN = 10_000;

/** Runs the client against the mock until the journal holds all of `red`, or time is up. */
export async function runClient(
  system: string,
  { command, document }: ClientRun,
  red: readonly string[],
): Promise<Found> {
  const mock = await startMock(await contractOf(system, document), { port: 0 });
  const { host, port } = new URL(mock.url);
  const client = startProcess(
    system,
    command.map((word) => word.replace('{host}', host).replace('{port}', port)),
  );
  try {
    await untilSeen(mock, red);
  } finally {
    await client.stop();
    await mock.close();
  }
  const entries = mock.journal.entries();
  return { red: sorted(entries.flatMap(redIn), red), report: JSON.stringify(entries) };
}

function untilSeen({ journal }: Mock, red: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, WITHIN);
    const waiting = new Set(red);
    const unlisten = journal.listen((entry) => {
      for (const { key } of redIn(entry))
        for (const one of waiting) if (key.startsWith(one)) waiting.delete(one);
      // The client may be in the middle of something: what comes of it in this turn still counts.
      if (waiting.size === 0) setImmediate(end);
    });
  });
}

/** What of an entry a person sees in red. */
function redIn(entry: JournalEntry): readonly Red[] {
  if (entry.type === 'request') {
    const { status, companion = 'http', method, target } = entry;
    return status < 400
      ? []
      : [{ key: `journal/${companion} ${status}`, text: `${method} ${target} ${status}` }];
  }
  const text = violationOf(entry);
  if (text === undefined) return [];
  const key = entry.type === 'handshake' ? (entry.guard ?? 'request') : entry.type;
  return [{ key: `journal/${key}`, text }];
}

/** In the order of what is expected: the first is the one that names the fault. */
function sorted(found: readonly Red[], red: readonly string[]): readonly Red[] {
  const rank = ({ key }: Red): number => {
    const at = red.findIndex((one) => key.startsWith(one));
    return at === -1 ? red.length : at;
  };
  return [...found].sort((a, b) => rank(a) - rank(b));
}
