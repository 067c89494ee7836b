import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

/** Artillery wants Node 22.18; a `node-<platform>-<cpu>` of npm holds the binary itself, and runs no script to get it. */
const NODE = `node-${process.platform}-${process.arch}`;
const PACKAGES = { artillery: '2.0.34', [NODE]: '24' };

const folder = join(ROOT, 'node_modules/.cache/countersign-artillery');
const own = join(folder, 'node_modules/countersign');

/**
 * The built package and Artillery in a `node_modules`, as users have them. Artillery is 450 MB, and so no dependency: it is
 * installed here, and not again where it is installed already.
 */
export function installArtillery(): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }));
  if (Object.keys(PACKAGES).some((name) => !existsSync(join(folder, 'node_modules', name))))
    run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']);
  run(process.execPath, [join(ROOT, 'scripts/build.mjs'), join(own, 'dist')]);
  for (const file of ['package.json', 'schema'])
    cpSync(join(ROOT, file), join(own, file), { recursive: true });
  // Its dependencies are ours: Artillery has other versions of some.
  if (!existsSync(join(own, 'node_modules')))
    symlinkSync(join(ROOT, 'node_modules'), join(own, 'node_modules'));
}

/** Generates the load test of a document. Returns its folder. */
export function generateLoad(name: string, document: string): string {
  const load = join(folder, 'load', name);
  rmSync(load, { recursive: true, force: true });
  run(process.execPath, [join(own, 'dist/cli/main.js'), 'generate', 'artillery', document, '-o', `${load}/`]);
  return load;
}

export interface LoadReport {
  readonly code: number | null;
  readonly output: string;
  readonly counters: Readonly<Record<string, number>>;
  /** Histograms. */
  readonly summaries: Readonly<Record<string, { readonly count: number }>>;
}

export interface LoadRun {
  readonly target: string;
  /** Of the script's `config`. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Runs the generated files as they are, for a few seconds. */
export async function runLoad(load: string, name: string, { target, config }: LoadRun): Promise<LoadReport> {
  const report = join(load, `${name}.json`);
  const overrides = { config: { phases: [{ duration: 4, arrivalRate: 10 }], ...config } };
  const child = spawn(
    join(folder, 'node_modules', NODE, 'bin/node'),
    [
      ...[join(folder, 'node_modules/artillery/bin/run'), 'run', 'load.yml', '--target', target],
      ...['--variables', '{"hold":1}', '--overrides', JSON.stringify(overrides), '--output', report],
    ],
    {
      cwd: load,
      env: { ...process.env, ARTILLERY_DISABLE_TELEMETRY: 'true', NO_UPDATE_NOTIFIER: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (!existsSync(report)) throw new Error(`Artillery wrote no report:\n${output}`);
  const { aggregate } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly aggregate: Pick<LoadReport, 'counters' | 'summaries'>;
  };
  return { code, output, counters: aggregate.counters, summaries: aggregate.summaries };
}

function run(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error === undefined && status === 0) return;
  throw new Error(`${command} ${args.join(' ')}\n${error?.message ?? stderr}${stdout}`);
}
