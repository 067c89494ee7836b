import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

/**
 * `countersign/vitest` as its users have it: the built package in a `node_modules`, beside each vitest that it supports,
 * on the Node that this vitest is tried with. What is installed already is not installed again.
 *
 *     node --import tsx test/vitest/matrix.ts [4|5]
 */
const ROWS = [
  { vitest: '4', node: '20' },
  { vitest: '5', node: '24' },
] as const;

const OWN = join(ROOT, 'test/vitest');

/** The files of `test/vitest` that are run, importing the package by its name instead of its sources. */
const AS_USERS_WRITE: readonly (readonly [RegExp, string])[] = [
  [/(?:\.\.\/)+src\/vitest\/index\.ts/g, 'countersign/vitest'],
  [/(?:\.\.\/)+src\/index\.ts/g, 'countersign'],
  [/(?:\.\.\/)+dist\/cli\/main\.js/g, '../node_modules/countersign/dist/cli/main.js'],
  [/'project\/chat\.yaml'/g, "'chat.yaml'"],
];

const only = process.argv[2];
for (const row of ROWS.filter(({ vitest }) => only === undefined || vitest === only)) {
  const folder = join(ROOT, `node_modules/.cache/countersign-matrix-${row.vitest}`);
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
    writeFileSync(
      join(project, basename(file)),
      AS_USERS_WRITE.reduce((text, [from, to]) => text.replace(from, to), readFileSync(file, 'utf8')),
    );
  writeFileSync(
    join(project, 'vitest.config.mjs'),
    "export default { test: { include: ['*.contract.ts', '*.test.ts'] } };\n",
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
    `vitest ${row.vitest} on Node ${row.node}: ${tests.length} tests, ${isRight ? 'as they should be' : `WRONG: ${failed.join('; ') || 'a file has no tests, or the broken backend was not found'}`}`,
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
