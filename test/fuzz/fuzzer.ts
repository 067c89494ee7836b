import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FuzzCase, Outcome } from './fuzz-case.ts';

export interface Fuzzer {
  run(fuzzCase: FuzzCase): Promise<Outcome>;
  stop(): void;
}

export interface FuzzLimits {
  /** ms that a document may take; longer is a hang. */
  readonly each: number;
  /** MB of heap that the process may take. */
  readonly memory: number;
}

/** Runs documents one by one in a process that is killed where it hangs, and started anew. */
export function createFuzzer({ each, memory }: FuzzLimits): Fuzzer {
  let worker: ChildProcess | undefined;
  const start = (): ChildProcess =>
    fork(join(import.meta.dirname, 'worker.ts'), {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${memory}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  const stop = (): void => {
    worker?.kill('SIGKILL');
    worker = undefined;
  };
  return {
    stop,
    run(fuzzCase) {
      worker ??= start();
      const current = worker;
      const began = performance.now();
      return new Promise((resolve) => {
        let words = '';
        const listen = (chunk: Buffer): void => {
          words += chunk;
        };
        const end = (outcome: Outcome): void => {
          clearTimeout(timer);
          current.removeAllListeners();
          current.stderr?.off('data', listen);
          if (outcome.kind === 'crashed' || outcome.kind === 'hung') stop();
          resolve(outcome);
        };
        const timer = setTimeout(() => end({ kind: 'hung', ms: each }), each);
        current.stderr?.on('data', listen);
        current.once('message', (outcome) => end(outcome as Outcome));
        current.once('exit', (code, signal) => {
          const reason = `The process ended with ${code ?? signal}. ${words.slice(0, 2_000)}`;
          end({ kind: 'crashed', reason, ms: Math.round(performance.now() - began) });
        });
        current.send(fuzzCase);
      });
    },
  };
}
