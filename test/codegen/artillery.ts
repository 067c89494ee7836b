import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContract } from '../../src/load/load-contract.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ROOT } from '../architecture/source-file.ts';
import { startBackend } from '../support/backend.ts';

/**
 * A generated load test as its users have it: the built package and Artillery in a `node_modules`, on Node 24, against
 * FastAPI, against the mock, and against a mock that breaks the contract: that run must fail. Artillery is 450 MB, and so
 * no dependency: what is installed already is not installed again.
 *
 *     npm run artillery
 */
const PACKAGES = { artillery: '2.0.34', node: '24' };
const PHASES = { config: { phases: [{ duration: 10, arrivalRate: 10 }] } };

const folder = join(ROOT, 'node_modules/.cache/countersign-artillery');
const own = join(folder, 'node_modules/countersign');
const node = join(folder, 'node_modules/node/bin/node');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }));
if (!existsSync(join(folder, 'node_modules/artillery')))
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']);
// Only Node's own package has to run a script: it fetches the binary for this machine.
if (!existsSync(node)) run('npm', ['rebuild', '--prefix', folder, '--ignore-scripts=false', 'node']);
run(process.execPath, [join(ROOT, 'scripts/build.mjs'), join(own, 'dist')]);
for (const file of ['package.json', 'schema']) cpSync(join(ROOT, file), join(own, file), { recursive: true });
// Its dependencies are ours: Artillery has other versions of some.
if (!existsSync(join(own, 'node_modules')))
  symlinkSync(join(ROOT, 'node_modules'), join(own, 'node_modules'));

const document = join(ROOT, 'asyncapi.yaml');
const load = join(folder, 'load');
rmSync(load, { recursive: true, force: true });
run(process.execPath, [join(own, 'dist/cli/main.js'), 'generate', 'artillery', document, '-o', `${load}/`]);

const { contract } = await loadContract(document);
const backend = await startBackend('market-feed');
const mock = await startMock(contract, { port: 0 });
const silent = await startMock(contract, { port: 0, faults: ['no-reply'] });
try {
  await play('FastAPI', backend.wsUrl, 0);
  await play('the mock', mock.url, 0);
  await play('a mock that does not reply', silent.url, 1);
} finally {
  await Promise.all([backend.stop(), mock.close(), silent.close()]);
}

async function play(name: string, target: string, expected: number): Promise<void> {
  console.log(`\n— ${name} —`);
  const artillery = join(folder, 'node_modules/artillery/bin/run');
  const child = spawn(node, [artillery, 'run', 'load.yml', '--overrides', JSON.stringify(PHASES)], {
    cwd: load,
    env: { ...process.env, TARGET: target, ARTILLERY_DISABLE_TELEMETRY: 'true', NO_UPDATE_NOTIFIER: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  console.log(output.slice(Math.max(0, output.indexOf('Summary report'))));
  const isRight = code === expected;
  console.log(
    `Artillery ended with ${code}, ${isRight ? 'as it should' : `WRONG: it should be ${expected}`}.`,
  );
  if (!isRight) {
    console.log(output);
    process.exitCode = 1;
  }
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
