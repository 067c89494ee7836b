import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';
import { normalise } from './normalise.ts';
import type { Outcome, Scenario, ScenarioInput } from './scenario-file.ts';

const ADDRESS = /ws:\/\/127\.0\.0\.1:(\d+)/;
const PATIENCE = 20_000;

/**
 * Runs a scenario with the built command, in an empty folder that has its files, the repository's
 * `asyncapi.yaml` and `fixtures/`. Leaves no process and no folder behind.
 */
export async function runScenario(scenario: Scenario, shared: readonly ScenarioInput[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  const servers: ChildProcess[] = [];
  try {
    const env = await prepare(folder, [...shared, ...scenario.files]);
    const lines = scenario.console.split('\n').filter((line) => line !== '');
    let outcome: Outcome | undefined;
    for (const [index, line] of lines.entries()) {
      if (line === '^C') continue;
      if (!line.startsWith('$ ')) throw new Error(`A console line starts with "$ " or is ^C: ${line}`);
      const interrupted = lines[index + 1] === '^C';
      const server = line.endsWith(' &');
      const command = line.slice(2).replace(/ &$/, '');
      // Signals are for the command: a shell that waits for it would be ended by them, and hide how it ended.
      const child = start(server || interrupted ? `exec ${command}` : command, folder, env);
      if (server) {
        servers.push(child);
        env.PORT = await portOf(child);
      } else {
        outcome = await finish(child, interrupted);
      }
    }
    if (outcome === undefined) throw new Error('The console block has no command to look at.');
    const { stdout, stderr, exit } = outcome;
    return { stdout: normalise(stdout, folder), stderr: normalise(stderr, folder), exit };
  } finally {
    await Promise.all(servers.map(stop));
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, files: readonly ScenarioInput[]): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, '.bin');
  await mkdir(bin);
  const command = `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/cli/main.js')}" "$@"\n`;
  await writeFile(join(bin, 'countersign'), command, { mode: 0o755 });
  await Promise.all(
    ['asyncapi.yaml', 'fixtures'].map((name) => symlink(join(ROOT, name), join(folder, name))),
  );
  await Promise.all(files.map(({ name, text }) => writeFile(join(folder, name), text)));
  return { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: folder, NO_COLOR: '1', LANG: 'C.UTF-8' };
}

/** In a process group of its own, so that a signal reaches the command behind the shell. */
function start(command: string, cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn('/bin/sh', ['-c', command], { cwd, env: { ...env }, detached: true, stdio: 'pipe' });
}

async function finish(child: ChildProcess, interrupt: boolean): Promise<Outcome> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  child.stdin?.end();
  const closed = once(child, 'close');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), PATIENCE);
  if (interrupt) {
    await portOf(child);
    signal(child, 'SIGINT');
  }
  const [code, killed] = (await closed) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  if (code === null) throw new Error(`Ended by ${killed} after ${output.stdout}${output.stderr}`);
  return { ...output, exit: code };
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const timer = setTimeout(() => reject(new Error(`No address was printed: ${seen}`)), PATIENCE);
    child.stderr?.on('data', (chunk) => {
      seen += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      seen += chunk;
      const port = ADDRESS.exec(seen)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`It ended before it printed an address: ${seen}`));
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  const timer = setTimeout(() => signal(child, 'SIGKILL'), 5000);
  signal(child, 'SIGINT');
  await closed;
  clearTimeout(timer);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
}
