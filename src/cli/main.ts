#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CountersignError } from '../errors/countersign-error.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import { EXIT, type ExitCode } from '../result/exit-code.ts';
import type { Io } from './io.ts';
import { lineOfFile } from './line-of.ts';
import { parseCommandLine } from './parse-command-line.ts';
import type { AnyParsedArgs } from './parsed-args.ts';
import { renderBug, renderError } from './render-error.ts';
import { terminalStyle } from './terminal-style.ts';

const argv = process.argv.slice(2);
let stdinText = '';
const strays: ((error: unknown) => boolean)[] = [];
const io = processIo();

// A reader that has seen enough (`| head`) is no error: what follows is dropped, the exit code stays true.
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);
process.on('uncaughtException', (error) => {
  if (!strays.some((deal) => deal(error))) process.exit(report(error));
});

process.exitCode = await main().catch(report);

async function main(): Promise<ExitCode> {
  const line = parseCommandLine(argv);
  switch (line.kind) {
    case 'version':
      io.stdout(`${version()}\n`);
      return EXIT.held;
    case 'help': {
      const { renderCommandHelp, renderMap } = await import('./help.ts');
      io.stdout(line.command === undefined ? renderMap(io.style) : renderCommandHelp(line.command, io.style));
      // Without a word there was nothing to do: a script that lost its arguments must notice.
      return argv.length === 0 ? EXIT.misuse : EXIT.held;
    }
    case 'run':
      return runCommand(line.args);
  }
}

/** Starting is work: only the command that is asked for is loaded. */
async function runCommand(args: AnyParsedArgs): Promise<ExitCode> {
  switch (args.command) {
    case 'mock':
      return (await import('./commands/mock.ts')).run(args, io);
    case 'verify':
      return (await import('./commands/verify.ts')).run(args, io);
    case 'diagnose':
      return (await import('./commands/diagnose.ts')).run(args, io);
    case 'lint':
      return (await import('./commands/lint.ts')).run(args, io);
    case 'show':
      return (await import('./commands/show.ts')).run(args, io);
    case 'docs':
      return (await import('./commands/docs.ts')).run(args, io);
    case 'generate':
      return (await import('./commands/generate.ts')).run(args, io);
    case 'init':
      return (await import('./commands/init.ts')).run(args, io);
    case 'completions':
      return (await import('./commands/completions.ts')).run(args, io);
  }
}

function processIo(): Io {
  const interrupts: (() => void)[] = [];
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.on(signal, () => {
      const callbacks = interrupts.splice(0);
      // Nobody cares, or the user presses Ctrl+C again because the end takes too long.
      if (callbacks.length === 0) process.exit(128 + number);
      for (const callback of callbacks) callback();
    });
  }
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    ...(process.stderr.isTTY === true
      ? {
          progress: (line: string) =>
            void process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`),
        }
      : {}),
    style: terminalStyle(process.stdout, process.env),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    stdin: readStdin,
    onInterrupt: (callback) => void interrupts.push(callback),
    onStray: (deal) => void strays.push(deal),
    get version() {
      return version();
    },
    env: process.env,
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  stdinText = Buffer.concat(chunks).toString('utf8');
  return stdinText;
}

/** Prints what went wrong, and says which exit code that is. */
function report(error: unknown): ExitCode {
  const style = terminalStyle(process.stderr, process.env);
  if (!(error instanceof CountersignError) || error.code === 'internal.bug') {
    io.stderr(renderBug(error, version(), argv));
    return EXIT.bug;
  }
  io.stderr(renderError(error, style, lineOf));
  if (/(^|[\s,])(\*|countersign:\*)/.test(process.env.DEBUG ?? '')) io.stderr(`${error.stack}\n`);
  return error.code === 'target.unreachable' ? EXIT.unreached : EXIT.misuse;
}

function lineOf(at: SourceLocation): string | undefined {
  return at.file === '-' ? stdinText.split(/\r?\n/)[at.line - 1] : lineOfFile(at);
}

function version(): string {
  const packageJson: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const hasVersion = typeof packageJson === 'object' && packageJson !== null && 'version' in packageJson;
  return hasVersion ? String(packageJson.version) : 'unknown';
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
