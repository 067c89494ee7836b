import { join } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { userCacheFolder } from '../../load/cache-folder.ts';
import { placeOf } from '../../mock/handlers/code-place.ts';
import { messageOfThrown } from '../../mock/handlers/thrown.ts';
import type { JournalEntry } from '../../mock/journal.ts';
import { formatEntry, formatEntryJson } from '../../mock/log.ts';
import type { Mock } from '../../mock/mock.ts';
import { startMock } from '../../mock/start-mock.ts';
import type { KeptCertificate } from '../../mock/tls/certificate-files.ts';
import { fingerprintOf } from '../../mock/tls/self-signed.ts';
import { renderMockBanner, renderMockHints } from '../../report/mock-banner.ts';
import { EXIT, type ExitCode } from '../../result/exit-code.ts';
import { loadConfig, withMockConfig } from '../config.ts';
import { renderFaultList } from '../fault-list.ts';
import { type Followed, followChanges } from '../follow-changes.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import { handlersFile } from '../load-handlers.ts';
import type { ParsedArgs } from '../parsed-args.ts';

type Args = ParsedArgs<'mock'>;

/** `countersign mock <document>`: serves until Ctrl+C. Throws what `loadContract` and `startMock` throw. */
export async function run(given: Args, io: Io): Promise<ExitCode> {
  const args = withMockConfig(given, await loadConfig(given.options.config));
  const { options } = args;
  checkCommand(args);
  let loaded = await loadDocument(args, io);
  const { contract } = loaded;
  if (options.fault.some((name) => name === 'list' || name === 'help')) {
    io.stdout(renderFaultList(contract, io.style));
    return EXIT.held;
  }
  const handlers = options.handlers === undefined ? undefined : handlersFile(options.handlers);
  const certificate = await certificateFor(args, io);
  const log = createLog(options.log, io);
  const mock = await startMock(contract, {
    port: options.port,
    host: options.host,
    seed: options.seed,
    push: options.push,
    faults: options.fault,
    allowQueryFaults: options['allow-query-faults'],
    scenarios: options.scenario,
    strict: options.strict,
    deflate: options.deflate,
    ...(certificate === undefined ? {} : { tls: certificate }),
    ...(handlers === undefined ? {} : { handlers: await handlers.load(contract) }),
    document: () => loaded.bundle(),
    // A journal that tells nobody of frames is cheaper.
    ...(options.log === 'quiet' ? {} : { onEntry: (entry) => log.write(entry) }),
  });
  const interrupt = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    io.onInterrupt(() => {
      interrupt.abort();
      resolve();
    });
  });
  const watched: Followed = {
    document: args.document,
    overlays: options.overlay,
    handlers,
    loaded,
    async load() {
      loaded = await loadDocument(args, io);
      return loaded;
    },
  };
  const unfollow = options.watch ? await followChanges(mock, watched, io) : undefined;
  const addresses = { url: mock.url, endpoints: mock.endpoints(), faults: options.fault };
  // Whoever reads JSON lines reads nothing else.
  const say = options.log === 'json' ? io.stderr : io.stdout;
  say(renderMockBanner(contract, addresses, io.style));
  if (certificate !== undefined) say(trustLines(certificate));
  if (handlers !== undefined) io.onStray?.((error) => tellStray(error, io));
  if (options.verify) await verifyMock(contract, mock, args, io, interrupt.signal);
  if (options.log === 'pretty') io.stdout(`${renderMockHints(contract, addresses, io.style)}\n`);
  log.begin(mock);
  await stopped;
  unfollow?.();
  await mock.close();
  return EXIT.held;
}

/** @throws CountersignError `cli.missing-argument`, `cli.bad-value` */
function checkCommand({ document, options }: Args): void {
  if (document === '') {
    throw new CountersignError('cli.missing-argument', 'countersign mock needs a document.', {
      fix: 'Name a file, a URL, or - for standard input: countersign mock asyncapi.yaml',
    });
  }
  if ((options.cert === undefined) !== (options.key === undefined)) {
    throw new CountersignError('cli.bad-value', '--cert and --key go together.', {
      fix: 'Give both, or --tls alone: it makes a certificate for localhost.',
    });
  }
}

/** Kept from run to run, so that a client has to trust it only once. */
async function certificateFor({ options }: Args, io: Io): Promise<KeptCertificate | undefined> {
  if (options.cert === undefined && !options.tls) return undefined;
  const { givenCertificate, keptCertificate } = await import('../../mock/tls/certificate-files.ts');
  if (options.cert !== undefined && options.key !== undefined)
    return givenCertificate(options.cert, options.key);
  return keptCertificate(join(userCacheFolder(io.env), 'tls'));
}

function trustLines({ cert, file }: KeptCertificate): string {
  return [
    `  certificate  ${file}`,
    `  SHA-256      ${fingerprintOf(cert)}`,
    `  trusted by   NODE_EXTRA_CA_CERTS=${file} node client.js`,
    '',
    '',
  ].join('\n');
}

/** What a handler started and nobody waits for belongs to no connection; it is told of, and the mock goes on. */
function tellStray(error: unknown, io: Io): boolean {
  const place = placeOf(error);
  if (place === undefined) return false;
  io.stderr(
    `✗ ${messageOfThrown(error)} at ${place}: no handler waits for this. Return or await the promise, or use after().\n`,
  );
  return true;
}

/** The closure law before one's eyes: the mock obeys the rules that `verify` demands. */
async function verifyMock(
  contract: Contract,
  mock: Mock,
  args: Args,
  io: Io,
  signal: AbortSignal,
): Promise<void> {
  const [{ verify }, { renderPretty }] = await Promise.all([
    import('../../verify/verify.ts'),
    import('../../report/pretty.ts'),
  ]);
  const result = await verify(contract, {
    targets: [mock.url.replace(/^http/, 'ws')],
    timing: { patience: args.options.patience },
    seed: args.options.seed,
    signal,
    // Its certificate may be the one that nobody trusts yet.
    insecure: mock.certificate !== undefined,
  });
  if (!signal.aborted) io.stdout(`${renderPretty(result, io.style)}\n\n`);
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
