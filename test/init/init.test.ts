import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { lookAround } from '../../src/cli/init/look-around.ts';
import { planFiles } from '../../src/cli/init/plan-files.ts';
import { writeFiles } from '../../src/cli/init/write-files.ts';
import { lint } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { createValidators } from '../../src/schema/create-validators.ts';
import { verify } from '../../src/verify/verify.ts';
import { ROOT } from '../architecture/source-file.ts';
import { describeFindings } from '../laws/verify-in-memory.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A project with these files. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-init-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function init(
  folder: string,
  ...args: readonly string[]
): { readonly exit: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'dist/cli/main.js'), 'init', ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  return { exit: status, stdout, stderr };
}

const all = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const FILES = ['.github/workflows/contract.yml', 'asyncapi.yaml', 'countersign.config.ts', 'package.json'];

const PROJECTS: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['an empty folder', {}, ['/ws']],
  [
    'FastAPI, with parameters, a query and a token',
    {
      'requirements.txt': 'fastapi\nuvicorn\n',
      'app/__init__.py': '',
      'app/main.py': `from fastapi import FastAPI, WebSocket, Query
app = FastAPI()
@app.websocket("/ws/{room}/{n}")
async def a(socket: WebSocket, room: str, n: int, lang: str, limit: int = 5): ...
@app.websocket("/events")
async def b(socket: WebSocket, token: str = Query(...)): ...
`,
    },
    ['/ws/{room}/{n}', '/events'],
  ],
  [
    'Node with ws',
    {
      'package.json': '{"dependencies":{"ws":"8"}}',
      'server.mjs':
        "import { WebSocketServer } from 'ws';\nnew WebSocketServer({ port: 8123, path: '/chat' });",
    },
    ['/chat'],
  ],
  [
    'Socket.IO',
    { 'server.js': "const { Server } = require('socket.io');\nnew Server(http).listen(process.env.PORT);" },
    ['/socket.io/'],
  ],
  ['a folder whose name is no plain YAML', { 'x: "y" #/package.json': '{}' }, ['/ws']],
];

describe.each(PROJECTS)('%s', (title, files, addresses) => {
  test('gets a document that lints clean and keeps its own contract', async () => {
    const top = project(files);
    const folder = title.startsWith('a folder') ? join(top, 'x: "y" #') : top;
    writeFiles(folder, planFiles(folder, lookAround(folder), { version: '1.0.0' }));
    const document = join(folder, 'asyncapi.yaml');
    const loaded = await loadContract(document, { cache: false });
    const { contract, problems } = loaded;
    expect(contract.endpoints.map(({ address }) => address)).toEqual(addresses);
    expect([
      ...problems,
      ...lint(contract, await loaded.bundle(), createValidators(contract), problems),
    ]).toEqual([]);

    const mock = await startMock(contract, { port: 0 });
    try {
      const result = await verify(contract, {
        targets: [mock.url.replace(/^http/, 'ws')],
        credentials: { token: 'anything' },
      });
      expect(describeFindings(result, ['failed', 'warned', 'skipped'])).toEqual([]);
      expect(result.cases.filter(({ finding }) => finding.outcome === 'passed').length).toBeGreaterThan(1);
    } finally {
      await mock.close();
    }
  });
});

describe('the configuration', () => {
  test.each([
    [
      'FastAPI',
      { 'main.py': 'app = FastAPI()' },
      /^ {4}start: 'python3? -m uvicorn main:app --port \{port\}',$/m,
      false,
    ],
    [
      'uv',
      { 'main.py': 'app = FastAPI()', 'uv.lock': '' },
      /^ {4}start: 'uv run python -m uvicorn main:app --port \{port\}',$/m,
      false,
    ],
    [
      'Node with its port in the environment',
      { 'server.js': "require('ws');new WebSocketServer({ server });server.listen(process.env.PORT)" },
      /^ {4}start: 'PORT=\{port\} node server\.js',$/m,
      false,
    ],
    [
      'Node with a port of its own',
      {
        'server.js': "require('ws');new WebSocketServer({ port: 9001 })",
        'package.json': '{"scripts":{"start":"node ."}}',
      },
      /^ {4}start: 'npm start',$/m,
      "'ws://127.0.0.1:9001'",
    ],
    ['nothing', {}, /^ {4}\/\/ start: /m, "'ws://127.0.0.1:8000'"],
  ] as const)('starts %s', (_title, files, start, target) => {
    const folder = project(files);
    const plan = planFiles(folder, lookAround(folder), { version: '1.0.0' });
    const config = plan.find(({ path }) => path === 'countersign.config.ts')?.text ?? '';
    expect(config).toMatch(start);
    if (target === false) expect(config).not.toContain('targets:');
    else expect(config).toContain(`  targets: ${target},\n`);
  });
});

describe('a document is found', () => {
  test.each([
    [{ 'docs/api.yml': "# mine\nasyncapi: '2.6.0'\n" }, ['docs/api.yml']],
    [{ 'api.json': '{\n  "asyncapi": "3.0.0" }' }, ['api.json']],
    [
      {
        'test/asyncapi.yaml': 'asyncapi: 3.0.0',
        'a.yaml': 'asyncapi: 3.0.0',
        'spec/asyncapi.yaml': 'asyncapi: 3.0.0',
      },
      ['spec/asyncapi.yaml', 'a.yaml', 'test/asyncapi.yaml'],
    ],
    [{ 'node_modules/x/asyncapi.yaml': 'asyncapi: 3.0.0', 'openapi.yaml': 'openapi: 3.1.0' }, []],
    [{ 'notes.yaml': 'text: asyncapi: 3.0.0\n' }, []],
  ] as const)('%j', (files, expected) => {
    expect(lookAround(project(files as Readonly<Record<string, string>>)).documents).toEqual(expected);
  });
});

describe('the command', () => {
  test('writes what is missing, says so, and names the next two commands', () => {
    const folder = project();
    const { exit, stdout, stderr } = init(folder);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('There is no terminal to ask at: as with --yes, what was found is taken.\n');
    expect(stdout).toContain('4 files were written.\n');
    expect(stdout).toMatch(/^Next\n {2}npx countersign mock .*\n {2}npx countersign verify .*\n$/m);
    expect(all(folder)).toEqual(FILES);
  });

  test('writes nothing the second time', () => {
    const folder = project();
    init(folder, '--yes');
    const before = all(folder).map((path) => readFileSync(join(folder, path), 'utf8'));
    const { exit, stdout } = init(folder, '--yes');
    expect(exit).toBe(0);
    expect(stdout).toContain('Nothing is missing, and nothing was written.');
    expect(all(folder).map((path) => readFileSync(join(folder, path), 'utf8'))).toEqual(before);
  });

  test('with --dry-run shows the files and writes none', () => {
    const folder = project();
    const { exit, stdout } = init(folder, '--dry-run', '--yes');
    expect(exit).toBe(0);
    for (const path of FILES) expect(stdout).toContain(`--- ${path}\n`);
    expect(all(folder)).toEqual([]);
  });

  test('takes the document and the start command that it is told', () => {
    const folder = project({ 'spec/chat.yaml': 'asyncapi: 3.0.0\n' });
    const { exit, stdout } = init(folder, '--document', 'spec/chat.yaml', '--start', 'run --port {port}');
    expect(exit, stdout).toBe(0);
    expect(existsSync(join(folder, 'asyncapi.yaml'))).toBe(false);
    const config = readFileSync(join(folder, 'countersign.config.ts'), 'utf8');
    expect(config).toContain("  document: 'spec/chat.yaml',\n");
    expect(config).toContain("    start: 'run --port {port}',\n");
  });

  test('says which document is not there', () => {
    const folder = project();
    expect(init(folder, '--document', 'no.yaml')).toEqual({
      exit: 2,
      stdout: expect.any(String),
      stderr:
        'error document.not-found  There is no file no.yaml.\n  fix: Name a document that is there, or none: then one is written.\n',
    });
    expect(all(folder)).toEqual([]);
  });

  test('takes back what it wrote when a later file cannot be written', () => {
    // A file where a folder is needed: a permission would not stop root.
    const folder = project({ '.github': 'no folder' });
    const { exit, stderr } = init(folder, '--yes');
    expect(exit).toBe(2);
    expect(stderr).toBe(
      'error init.not-written  .github/workflows/contract.yml cannot be written (ENOTDIR).\n  fix: Nothing was written. Make the folder writable, or run countersign init elsewhere.\n',
    );
    expect(all(folder)).toEqual(['.github']);
  });

  test('puts the workflow at the top of the repository', () => {
    const folder = project({ '.git/HEAD': '', 'packages/api/server.js': '' });
    init(join(folder, 'packages/api'), '--yes');
    expect(readFileSync(join(folder, '.github/workflows/contract-packages-api.yml'), 'utf8')).toContain(
      '        working-directory: packages/api\n',
    );
  });

  test('the configuration that it leaves is loaded without an installed package', () => {
    const folder = project();
    init(folder, '--yes');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'dist/cli/main.js'), 'verify', '--list'],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('handshake.accept/feed');
  });
});
