import type { Contract } from '../../contract/contract.ts';
import type { JournalEntry } from '../../mock/journal.ts';
import { formatEntry, formatEntryJson } from '../../mock/log.ts';
import type { Mock } from '../../mock/mock.ts';
import { startMock } from '../../mock/start-mock.ts';
import { renderMockBanner, renderMockHints } from '../../report/mock-banner.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';

/** `countersign mock <document>`: serves until Ctrl+C. Throws what `loadContract` and `startMock` throw. */
export async function run(args: ParsedArgs<'mock'>, io: Io): Promise<ExitCode> {
  const { options } = args;
  const { contract } = await loadDocument(args, io);
  const log = createLog(options.log, io);
  const mock = await startMock(contract, {
    port: options.port,
    host: options.host,
    seed: options.seed,
    push: options.push,
    faults: options.fault,
    onEntry: (entry) => log.write(entry),
  });
  const stopped = new Promise<void>((resolve) => io.onInterrupt(resolve));
  const addresses = { url: mock.url, endpoints: mock.endpoints(), faults: options.fault };
  io.stdout(renderMockBanner(contract, addresses, io.style));
  if (options.verify) await verifyMock(contract, mock, args, io);
  if (options.log === 'pretty') io.stdout(`${renderMockHints(contract, addresses, io.style)}\n`);
  log.begin(mock);
  await stopped;
  await mock.close();
  return EXIT.held;
}

/** The closure law before one's eyes: the mock obeys the rules that `verify` demands. */
async function verifyMock(contract: Contract, mock: Mock, args: ParsedArgs<'mock'>, io: Io): Promise<void> {
  const [{ verify }, { renderPretty }] = await Promise.all([
    import('../../verify/verify.ts'),
    import('../../report/pretty.ts'),
  ]);
  const result = await verify(contract, {
    targets: [mock.url.replace(/^http/, 'ws')],
    timing: { patience: args.options.patience },
    seed: args.options.seed,
  });
  io.stdout(`${renderPretty(result, io.style)}\n\n`);
}

interface Log {
  write(entry: JournalEntry): void;
  /** Before, nothing is written, and of the connections of before nothing ever: the mock's talk with itself. */
  begin(mock: Mock): void;
}

function createLog(form: 'pretty' | 'json' | 'quiet', io: Io): Log {
  let begun: number | undefined;
  const format = form === 'json' ? formatEntryJson : (entry: JournalEntry) => formatEntry(entry, io.style);
  return {
    write(entry) {
      if (begun === undefined) return;
      const old = 'connection' in entry && entry.connection !== undefined && entry.connection <= begun;
      if (!old && form !== 'quiet') io.stdout(`${format(entry)}\n`);
    },
    begin(mock) {
      begun = Math.max(0, ...mock.connections().map(({ id }) => id));
    },
  };
}
