import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../architecture/source-file.ts';

/**
 * The examples, as a stranger has them: copied out of the repository, with Countersign installed from its tarball, each
 * by its own `npm test`. The exit code is 1 where one of them fails.
 *
 *     npm run examples                     all of them, with the package that stands in dist/
 *     npm run examples -- 4 5              only those whose names begin so
 *     npm run examples -- --package DIR    with the package that stands in DIR/dist
 *     npm run examples -- --keep           leaves the folder, and says where it is
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { package: { type: 'string', default: ROOT }, keep: { type: 'boolean', default: false } },
});

/** ms for one example. */
const LIMIT = 300_000;
const EXAMPLES = join(ROOT, 'examples');

const names = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(EXAMPLES, entry.name, 'package.json')))
  .map(({ name }) => name)
  .filter((name) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)))
  .sort();
if (names.length === 0) throw new Error(`No example of ${EXAMPLES} begins with ${positionals.join(' or ')}.`);
if (!existsSync(join(values.package, 'dist/cli/main.js')))
  throw new Error(`${values.package} is not built: npm run build`);

const folder = mkdtempSync(join(tmpdir(), 'countersign-examples-'));
try {
  prepare();
  const rows = names.map(runExample);
  console.log();
  for (const { name, isGood, seconds } of rows)
    console.log(`${isGood ? 'passed' : 'FAILED'}  ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`);
  if (rows.some(({ isGood }) => !isGood)) process.exitCode = 1;
} finally {
  if (values.keep) console.log(`\nThey are in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

/** Packs Countersign, copies the examples beside each other, and installs what all of them need, once. */
function prepare(): void {
  const packed = demand(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    values.package,
  );
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  for (const name of names)
    cpSync(join(EXAMPLES, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/[\\/](?:node_modules|dist|__pycache__|test-results)$/.test(path),
    });
  const root = {
    private: true,
    workspaces: names,
    dependencies: { countersign: `file:${filename}` },
    overrides: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).overrides as unknown,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root, null, 2));
  demand('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  // Debian's Python has what Debian's packages bring; another one may come first in PATH.
  mkdirSync(join(folder, '.bin'));
  if (existsSync('/usr/bin/python3')) symlinkSync('/usr/bin/python3', join(folder, '.bin/python3'));
}

function runExample(name: string): { name: string; isGood: boolean; seconds: number } {
  console.log(`\n${name}`);
  const start = performance.now();
  const { status, error } = spawnSync('npm', ['test', '--silent'], {
    cwd: join(folder, name),
    stdio: 'inherit',
    timeout: LIMIT,
    env: environment(),
  });
  if (error !== undefined) console.log(error.message);
  return { name, isGood: status === 0, seconds: (performance.now() - start) / 1000 };
}

/** What a user's shell has; a browser that is installed already is named instead of being downloaded. */
function environment(): NodeJS.ProcessEnv {
  const { npm_config_user_agent: _, ...rest } = process.env;
  const chromium = '/usr/bin/chromium';
  return {
    ...rest,
    PATH: `${join(folder, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    ...(existsSync(chromium) ? { CHROMIUM: chromium } : {}),
  };
}

function demand(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: LIMIT });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} in ${cwd}\n${stdout}${stderr}`);
}
