import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';
import { runInChromium } from '../browser/msw/run-in-chromium.ts';
import { browserMissing } from '../support/browser.ts';

/**
 * `countersign/vitest`, `/msw`, `/mock-socket` and `/conformance` as their users have them: the built package in a
 * `node_modules`, beside each vitest and MSW that it supports, on the Node that these are tried with; and the same MSW in
 * Chromium. On Node 20 MSW stands in the place of happy-dom's `WebSocket`, on 24 in that of Node's own. What is installed
 * already is not installed again.
 *
 *     node --import tsx test/vitest/matrix.ts [4|5] [2.10|2|3]
 */
const ROWS = [
  { vitest: '4', node: '20', msw: '2.10' },
  { vitest: '4', node: '20', msw: '2' },
  { vitest: '5', node: '24', msw: '2' },
  { vitest: '5', node: '24', msw: '3' },
] as const;

const OWN = join(ROOT, 'test/vitest');

/** As a frontend's project has it: with the DOM. */
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const TYPES = [
  ...['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--resolveJsonModule', '--types', 'node'],
  ...['--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom'],
];

/** The suites of transports that another MSW or another Node could change. */
const CONFORMANCE: readonly string[] = [
  ...['msw.test.ts', 'mock-socket.test.ts', 'memory.test.ts', 'msw-extension.test.ts'],
  ...['hold.ts', 'vitest-timers.ts', 'global-web-socket.ts'],
  ...['msw.ts', 'mock-socket.ts', 'memory.ts', 'in-page.ts', 'ws.ts'].map((name) => `adapters/${name}`),
];

/** The files of `test/vitest` that are run, importing the package by its name instead of its sources. */
const AS_USERS_WRITE: readonly (readonly [RegExp, string])[] = [
  [/(?:\.\.\/)+src\/conformance\/contract\.json/g, '../contract.json'],
  [/(?:\.\.\/)+src\/conformance\/index\.ts/g, 'countersign/conformance'],
  [/(?:\.\.\/)+src\/mock\/adapters\/page\/web-socket\.ts/g, 'countersign/conformance'],
  [/(?:\.\.\/)+src\/mock\/adapters\/(msw|mock-socket)\/index\.ts/g, 'countersign/$1'],
  [/(?:\.\.\/)+src\/mock\/start-mock\.ts/g, 'countersign/mock'],
  [/(?:\.\.\/)+src\/vitest\/index\.ts/g, 'countersign/vitest'],
  [/(?:\.\.\/)+src\/index\.ts/g, 'countersign'],
  [/(?:\.\.\/)+dist\/cli\/main\.js/g, '../node_modules/countersign/dist/cli/main.js'],
  [/'project\/chat\.yaml'/g, "'chat.yaml'"],
];

const [vitest, msw] = process.argv.slice(2);
const rows = ROWS.filter((row) => (vitest ?? row.vitest) === row.vitest && (msw ?? row.msw) === row.msw);
for (const row of rows) {
  const folder = join(ROOT, `node_modules/.cache/countersign-matrix-${row.vitest}-msw-${row.msw}`);
  const project = join(folder, 'project');
  const own = join(folder, 'node_modules/countersign');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: row }));
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts=false']);
  run(process.execPath, [join(ROOT, 'scripts/build.mjs'), join(own, 'dist')]);
  for (const file of ['package.json', 'schema'])
    cpSync(join(ROOT, file), join(own, file), { recursive: true });

  rmSync(project, { recursive: true, force: true });
  mkdirSync(project);
  const files = readdirSync(join(OWN, 'project')).filter((name) => /\.(contract\.ts|yaml)$/.test(name));
  for (const file of [...files.map((name) => join(OWN, 'project', name)), join(OWN, 'matchers.test.ts')])
    write(file, join(project, basename(file)));
  cpSync(join(ROOT, 'src/conformance/contract.json'), join(project, 'contract.json'));
  for (const file of CONFORMANCE)
    write(join(ROOT, 'test/conformance', file), join(project, 'conformance', file));
  writeFileSync(
    join(project, 'vitest.config.mjs'),
    "export default { test: { include: ['*.contract.ts', '**/*.test.ts'], testTimeout: 60_000 } };\n",
  );
  // vitest 4 writes its report to standard output by default, vitest 5 to a file of its own choice.
  const report = join(project, 'report.json');
  run(
    join(folder, 'node_modules/node/bin/node'),
    [
      join(folder, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      project,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    [0, 1],
  );
  judge(row, JSON.parse(readFileSync(report, 'utf8')) as Report);
  write(join(ROOT, 'test/conformance/as-users-write.ts'), join(project, 'conformance/as-users-write.mts'));
  run(process.execPath, [TSC, ...TYPES, join(project, 'conformance/as-users-write.mts')]);
  if (browserMissing() !== undefined) continue;
  const { results } = await runInChromium(join(folder, 'package.json'));
  const broken = results.filter(({ outcome }) => outcome === 'failed');
  console.log(`MSW ${versionOf(folder, 'msw')} in Chromium: ${results.length} cases, ${broken.length} fail`);
  for (const { id, reason } of broken) console.log(`  ${id}: ${reason}`);
  if (broken.length > 0) process.exitCode = 1;
}

function versionOf(folder: string, name: string): string {
  const file = join(folder, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** A file of ours, importing the package by its name. */
function write(file: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(
    to,
    AS_USERS_WRITE.reduce((text, [from, into]) => text.replace(from, into), readFileSync(file, 'utf8')),
  );
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Everything passes but the one test that is broken on purpose. */
function judge(row: (typeof ROWS)[number], { testResults }: Report): void {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed').map(({ title }) => title);
  const isEmpty = testResults.some(({ assertionResults }) => assertionResults.length === 0);
  const isRight =
    !isEmpty && failed.length === 1 && failed[0]?.startsWith('exchange.reply/chat/ping/ping/plain') === true;
  console.log(
    `vitest ${row.vitest} on Node ${row.node} with MSW ${row.msw}: ${tests.length} tests, ${isRight ? 'as they should be' : `WRONG: ${failed.join('; ') || 'a file has no tests, or the broken backend was not found'}`}`,
  );
  if (!isRight) process.exitCode = 1;
}

function run(command: string, args: readonly string[], codes: readonly number[] = [0]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error === undefined && status !== null && codes.includes(status)) return;
  throw new Error(`${command} ${args.join(' ')}\n${error?.message ?? stderr}${stdout}`);
}
