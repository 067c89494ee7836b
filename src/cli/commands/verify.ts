import { CountersignError } from '../../errors/countersign-error.ts';
import { renderJson } from '../../report/json.ts';
import { renderPretty } from '../../report/pretty.ts';
import { EXIT, type ExitCode, exitCodeOf } from '../../result/exit-code.ts';
import type { Result } from '../../result/result.ts';
import type { VerifyEvent } from '../../verify/events.ts';
import { verify } from '../../verify/verify.ts';
import type { Io } from '../io.ts';
import { loadDocument } from '../load-document.ts';
import type { ParsedArgs } from '../parsed-args.ts';

/** `countersign verify <document> --target URL`. Throws what `loadContract` and `verify` throw. */
export async function run(args: ParsedArgs<'verify'>, io: Io): Promise<ExitCode> {
  const { options } = args;
  const { contract } = await loadDocument(args, io);
  const interrupt = new AbortController();
  io.onInterrupt(() => interrupt.abort());
  const progress = createProgress(io);
  const result = await verify(contract, {
    targets: options.target,
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    credentials: credentialsOf(options.credential, io.env),
    insecure: options.insecure,
    only: options.only,
    skip: options.skip,
    seed: options.seed,
    timing: { deadline: options.deadline, patience: options.patience, thorough: options.thorough },
    concurrency: options.concurrency,
    onEvent: progress.onEvent,
    signal: interrupt.signal,
  });
  progress.end();
  io.stdout(
    options.reporter === 'json'
      ? renderJson(result)
      : `${renderPretty(result, io.style, { verbose: options.verbose })}\n`,
  );
  return interrupt.signal.aborted ? EXIT.interrupted : exitOf(result, options['fail-on']);
}

function exitOf(result: Result, failOn: 'fail' | 'warn'): ExitCode {
  return exitCodeOf(result, failOn);
}

/**
 * `scheme=value`, or `scheme=@NAME` for a value that stands in the environment. The value is never repeated.
 * @throws CountersignError `cli.bad-value`
 */
function credentialsOf(given: readonly string[], env: Io['env']): Readonly<Record<string, string>> {
  const credentials: Record<string, string> = {};
  for (const text of given) {
    const equals = text.indexOf('=');
    if (equals < 1)
      throw new CountersignError('cli.bad-value', '--credential needs a scheme and a value.', {
        fix: 'Write for example --credential token=@API_TOKEN.',
      });
    const scheme = text.slice(0, equals);
    const value = text.slice(equals + 1);
    const found = value.startsWith('@') ? env[value.slice(1)] : value;
    if (found === undefined || found === '')
      throw new CountersignError(
        'cli.bad-value',
        `--credential ${scheme}=${value.startsWith('@') ? value : ''} has no value.`,
        {
          fix: value.startsWith('@')
            ? `Set the environment variable ${value.slice(1)}.`
            : 'Write scheme=value, or scheme=@NAME.',
        },
      );
    credentials[scheme] = found;
  }
  return credentials;
}

interface Progress {
  onEvent(event: VerifyEvent): void;
  end(): void;
}

/** One line that is written over and over, on a terminal; in CI and in pipes nothing. */
function createProgress(io: Io): Progress {
  if (io.progress === undefined) return { onEvent() {}, end() {} };
  const write = io.progress;
  return {
    onEvent(event) {
      if (event.type === 'run-started') write(`0 of ${event.total}`);
      if (event.type === 'case-finished') write(`${event.done} of ${event.total}  ${event.result.key}`);
    },
    end: () => write(''),
  };
}
