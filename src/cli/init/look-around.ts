import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type NodeServer, nodeServer } from '../../codegen/init/node-server.ts';
import { pythonApp } from '../../codegen/init/python-app.ts';
import { pythonRoutes } from '../../codegen/init/python-routes.ts';
import type { Backend, PackageManager, SourceText, Surroundings } from '../../codegen/init/surroundings.ts';
import { findDocuments } from './find-documents.ts';
import { walkFiles } from './walk-files.ts';

const LARGEST = 500_000;
const TEST_FILE =
  /(^|\/)(tests?|__tests__|__mocks__|examples?|e2e|fixtures)\/|\.(test|spec|config|d)\.[cm]?[jt]sx?$/;

/** What a folder tells of its project: documents, backend, frontend, package manager. Runs nothing, writes nothing. */
export function lookAround(root: string): Surroundings {
  const paths = walkFiles(root, (path) => /\.(ya?ml|json|py|[cm]?[jt]s|toml|txt)$/i.test(path));
  const packageJson = readIfThere(join(root, 'package.json'));
  const packages = packageManager(root);
  const manifest = parse(packageJson);
  const backend = pythonBackend(root, paths) ?? nodeBackend(root, paths, manifest);
  return {
    name: basename(root) || 'api',
    documents: findDocuments(root, paths),
    frontend: frontendOf(manifest),
    packages,
    ...(backend === undefined ? {} : { backend }),
    ...(packageJson === undefined ? {} : { packageJson }),
  };
}

interface Manifest {
  readonly scripts: Readonly<Record<string, unknown>>;
  readonly dependencies: ReadonlySet<string>;
}

function parse(text: string | undefined): Manifest {
  try {
    const value = JSON.parse(text ?? '{}') as Record<string, object | undefined> | null;
    const names = ['dependencies', 'devDependencies'].flatMap((group) => Object.keys(value?.[group] ?? {}));
    return { scripts: { ...value?.scripts }, dependencies: new Set(names) };
  } catch {
    return { scripts: {}, dependencies: new Set() };
  }
}

function pythonBackend(root: string, paths: readonly string[]): Backend | undefined {
  const sources = read(
    root,
    paths.filter((path) => path.endsWith('.py') && !/(^|\/)(tests?)\/|(^|\/)(test_|conftest)/.test(path)),
  );
  const app = pythonApp(sources);
  if (app === undefined) return undefined;
  const has = (name: string): boolean => existsSync(join(root, name));
  const [prefix, install] = has('uv.lock')
    ? ['uv run ', ['pip install uv', 'uv sync']]
    : has('poetry.lock')
      ? ['poetry run ', ['pip install poetry', 'poetry install']]
      : has('requirements.txt')
        ? ['', ['pip install -r requirements.txt']]
        : has('pyproject.toml')
          ? ['', ['pip install .']]
          : ['', ['pip install "fastapi" "uvicorn[standard]"']];
  const python = process.platform === 'win32' ? 'python' : 'python3';
  return {
    framework: app.framework,
    language: 'python',
    start: `${prefix}${prefix === '' ? python : 'python'} -m uvicorn ${app.arguments} --port {port}`,
    routes: pythonRoutes(sources),
    install,
  };
}

function nodeBackend(root: string, paths: readonly string[], manifest: Manifest): Backend | undefined {
  const files = paths.filter((path) => /\.[cm]?[jt]s$/.test(path) && !TEST_FILE.test(path));
  const server = nodeServer(read(root, files));
  if (server === undefined) return undefined;
  const command = startOf(server, manifest);
  const { port } = server;
  return {
    framework: nodeFramework(manifest, server),
    language: 'node',
    routes: server.routes,
    install: [],
    ...(server.takesPort && process.platform !== 'win32'
      ? { start: `PORT={port} ${command}` }
      : port === undefined
        ? {}
        : { start: command, target: `ws://127.0.0.1:${port}` }),
  };
}

function startOf({ path }: NodeServer, { scripts }: Manifest): string {
  // A script called "start" of a frontend starts the frontend.
  if (typeof scripts.start === 'string' && !/\b(vite|next|react-scripts|ng)\b/.test(scripts.start))
    return 'npm start';
  return /\.[cm]?ts$/.test(path) ? `npx tsx ${path}` : `node ${path}`;
}

function nodeFramework({ dependencies }: Manifest, { routes }: NodeServer): string {
  if (routes.some(({ isEngineIo }) => isEngineIo === true)) return 'Socket.IO';
  const names = [
    ['@nestjs/websockets', 'NestJS'],
    ['@fastify/websocket', 'Fastify'],
    ['express-ws', 'express-ws'],
    ['express', 'Express and ws'],
  ] as const;
  return names.find(([name]) => dependencies.has(name))?.[1] ?? 'ws';
}

function frontendOf({ dependencies }: Manifest): readonly string[] {
  return (
    [
      ['vite', 'Vite'],
      ['next', 'Next.js'],
      ['react', 'React'],
      ['vue', 'Vue'],
      ['svelte', 'Svelte'],
      ['@angular/core', 'Angular'],
      ['msw', 'MSW'],
    ] as const
  )
    .filter(([name]) => dependencies.has(name))
    .map(([, title]) => title);
}

function packageManager(root: string): PackageManager {
  const has = (...names: string[]): boolean => names.some((name) => existsSync(join(root, name)));
  if (has('pnpm-lock.yaml'))
    return { name: 'pnpm', install: 'pnpm install --frozen-lockfile', exec: 'pnpm exec', run: 'pnpm' };
  if (has('yarn.lock')) return { name: 'yarn', install: 'yarn install', exec: 'yarn', run: 'yarn' };
  if (has('bun.lock', 'bun.lockb'))
    return { name: 'bun', install: 'bun install --frozen-lockfile', exec: 'bunx', run: 'bun run' };
  const install = has('package-lock.json') ? 'npm ci' : 'npm install';
  return { name: 'npm', install, exec: 'npx', run: 'npm run' };
}

function read(root: string, paths: readonly string[]): readonly SourceText[] {
  return paths.flatMap((path) => {
    const text = readIfThere(join(root, path));
    return text === undefined ? [] : [{ path, text }];
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return statSync(file).size > LARGEST ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
