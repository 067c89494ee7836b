import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunningBackend } from './good-backend.ts';

/** Starts what prints `ready PORT` once it listens, and ends when its standard input does. */
export async function startProcess(command: string, args: readonly string[]): Promise<RunningBackend> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  const gone = once(child, 'close');
  let log = '';
  const port = await new Promise<string>((resolve, reject) => {
    const read = (text: string): void => {
      log += text;
      const ready = /^ready (\d+)$/m.exec(log)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void gone.then(() => reject(new Error(`${args.join(' ')} ended before it was up.\n${log}`)));
  });
  return {
    target: `ws://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
