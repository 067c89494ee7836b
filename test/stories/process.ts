import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

/** A file of a fixture, running. */
export interface Running {
  /** The first group of `pattern`, once the process has printed it. Rejects when it ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** Kills it; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** Runs a `.py` or `.ts` file of `fixtures/<system>/`, with arguments. */
export function startProcess(system: string, [file = '', ...args]: readonly string[]): Running {
  const path = join(ROOT, 'fixtures', system, file);
  const [command, first] = file.endsWith('.py')
    ? ['/usr/bin/python3', []]
    : [process.execPath, ['--import', 'tsx']];
  const child = spawn(command, [...first, path, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const gone = once(child, 'close');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  void gone.then(() => process.off('exit', kill));
  let log = '';
  let look = (): void => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      look();
    });
  }
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        look = () => {
          const found = pattern.exec(log)?.[1];
          if (found !== undefined) resolve(found);
        };
        look();
        void gone.then(() => reject(new Error(`${file} ended before it printed ${pattern}.\n${log}`)));
      }),
    async stop() {
      kill();
      await gone;
    },
  };
}
