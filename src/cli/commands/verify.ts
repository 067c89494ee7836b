import { CHECKS } from '../../checks/checks.ts';
import { PHASES, type Phase } from '../../checks/phase.ts';
import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { renderPlan } from '../../report/plan.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../../result/exit-code.ts';
import type { CountersignConfig } from '../../verify/config.ts';
import { planOffline } from '../../verify/plan-offline.ts';
import { type StartedBackend, startBackend } from '../../verify/start-backend.ts';
import { type VerifyOptions, verify } from '../../verify/verify.ts';
import { openBaseline } from '../baseline-file.ts';
import { loadConfig, withConfig } from '../config.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';
import { createProgress } from '../progress.ts';
import { readCredentials } from '../read-credentials.ts';
import { readReporting, writeReports } from '../reporting.ts';

type Args = ParsedArgs<'verify'>;

/** `countersign verify <document> --target URL`. Throws what `loadContract`, `startBackend` and `verify` throw. */
export async function run(given: Args, io: Io): Promise<ExitCode> {
  const config = await loadConfig(given.options.config);
  const args = withConfig(given, config);
  const { options } = args;
  checkCommand(args);
  const reports = readReporting(options.reporter);
  const known = openBaseline({ file: options.baseline, update: options['update-baseline'] });
  const { contract } = await loadDocument(args, io);
  const runOptions = runOptionsOf(args, config, io);
  if (options.list) return list(contract, runOptions, io);

  const interrupt = new AbortController();
  io.onInterrupt(() => interrupt.abort());
  let backend: StartedBackend | undefined;
  try {
    backend = await start(args, runOptions, interrupt.signal);
    const progress = createProgress(io);
    const found = await verify(contract, {
      ...runOptions,
      ...(backend === undefined
        ? {}
        : { targets: [backend.target], readLog: backend.log.between, stopBackend: backend.terminate }),
      onEvent: progress.onEvent,
      signal: interrupt.signal,
    });
    progress.end();
    const ended = backend?.ended();
    if (ended !== undefined)
      io.stderr(`The backend ended by itself while it was held to its contract (${ended}).\n`);
    const result = known(found);
    const { style, version } = io;
    writeReports(result, reports, { style, version, verbose: options.verbose, checks: CHECKS }, io.stdout);
    return interrupt.signal.aborted ? EXIT.interrupted : exitCodeOf(result, options['fail-on']);
  } catch (error) {
    if (interrupt.signal.aborted && !(error instanceof CountersignError)) return EXIT.interrupted;
    throw error;
  } finally {
    await backend?.stop();
  }
}

/** @throws CountersignError `cli.missing-argument`, `cli.bad-value` */
function checkCommand({ document, options }: Args): void {
  if (document === '')
    throw new CountersignError('cli.missing-argument', 'countersign verify needs a document.', {
      fix: 'Name a file, a URL, or - for standard input: countersign verify asyncapi.yaml --target ws://127.0.0.1:8000',
    });
  if (options.target.length === 0 && options.start === undefined && !options.list)
    throw new CountersignError('cli.missing-argument', 'countersign verify needs --target or --start.', {
      fix: 'Write for example --target ws://127.0.0.1:8000, or --start "uvicorn app:app --port {port}".',
    });
  if (options.start !== undefined && options.target.length > 1)
    throw new CountersignError(
      'cli.bad-value',
      '--start starts one backend, and takes one --target at most.',
      {
        fix: 'Start it yourself, and give every --target.',
      },
    );
}

function runOptionsOf({ options }: Args, config: CountersignConfig, io: Io): VerifyOptions {
  const { hooks, states } = config;
  return {
    targets: options.target,
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    credentials: {
      ...config.credentials,
      ...Object.fromEntries(readCredentials(options.credential, io.env)),
    },
    insecure: options.insecure,
    ...(options.diagnose ? {} : { diagnose: false }),
    only: options.only,
    skip: options.skip,
    profile: options.profile,
    ...(options.phase.length === 0 ? {} : { phases: readPhases(options.phase) }),
    ...(options.replay === undefined ? {} : { replay: options.replay }),
    seed: options.seed,
    timing: { deadline: options.deadline, patience: options.patience, thorough: options.thorough },
    timeout: options.timeout,
    concurrency: options.concurrency,
    rate: options.rate,
    ...(options['min-coverage'] === undefined ? {} : { minCoverage: options['min-coverage'] }),
    ...(hooks === undefined ? {} : { hooks }),
    ...(states === undefined ? {} : { states }),
  };
}

/** @throws CountersignError `cli.bad-value` */
function readPhases(names: readonly string[]): readonly Phase[] {
  return names.map((name) => {
    const phase = PHASES.find((known) => known === name);
    if (phase !== undefined) return phase;
    throw new CountersignError('cli.bad-value', `--phase cannot be "${name}".${didYouMean(name, PHASES)}`, {
      fix: `Choose among ${PHASES.join(', ')}.`,
    });
  });
}

async function start(
  { options }: Args,
  { credentials = {} }: VerifyOptions,
  signal: AbortSignal,
): Promise<StartedBackend | undefined> {
  const { start: command, ready } = options;
  const [target] = options.target;
  if (command === undefined) return undefined;
  return startBackend({
    command,
    ...(target === undefined ? {} : { target }),
    ...(ready === undefined ? {} : { ready }),
    within: options['ready-timeout'],
    secrets: Object.values(credentials).filter((value) => typeof value === 'string'),
    signal,
  });
}

function list(contract: Contract, options: VerifyOptions, io: Io): ExitCode {
  const lines = planOffline(contract, options).map(({ key, case: { title, unrun, script } }) => ({
    key,
    title,
    ...(script === undefined && unrun !== undefined ? { unrun } : {}),
  }));
  io.stdout(renderPlan(lines, io.style));
  return lines.some((line) => !('unrun' in line)) ? EXIT.held : EXIT.misuse;
}
