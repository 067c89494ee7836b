import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';
import { firstMinute } from './first-minute.ts';
import { type InstalledPackage, installPackage } from './installed-package.ts';

const { exports, version, peerDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
) as {
  readonly exports: Readonly<Record<string, string | object>>;
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const subpaths = Object.entries(exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [path.replace(/^\./, 'countersign')],
);
/** What each of them cannot be without. */
const PEERS: Readonly<Record<string, string>> = {
  'countersign/msw': 'msw',
  'countersign/mock-socket': 'mock-socket',
  'countersign/vitest': 'vitest',
};
/** They run anywhere but in a page, and in one where vitest has begun it. */
const plain = subpaths.filter((path) => PEERS[path] === undefined);

let installed: InstalledPackage;
beforeAll(() => {
  installed = installPackage();
}, 240_000);
afterAll(() => installed?.remove());

const importing = (path: string): readonly string[] => [
  '--input-type=module',
  '--eval',
  `console.log(Object.keys(await import('${path}')).length)`,
];

// In this order: the peers are missing first, and installed then.
describe.sequential('the package, installed into an empty folder', () => {
  test('the first minute: init, a mock that answers, a red verify with its cause, a green one', async () => {
    const { steps, seconds } = await firstMinute(installed);
    console.log(`${steps.join('\n')}\nthe first minute took ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(120);
  });

  test('the command runs', () => {
    expect(installed.run('countersign', ['--version']).stdout).toBe(`${version}\n`);
    expect(installed.run('countersign', ['show', 'asyncapi.yaml']).stdout).toContain('/ws');
    expect(installed.run('npx', ['countersign', 'lint', 'asyncapi.yaml']).stdout).toBe(
      'asyncapi.yaml: no problems\n',
    );
  });

  test.each(plain)('%s imports without any peer', (path) => {
    expect(Number(installed.run(process.execPath, importing(path)).stdout)).toBeGreaterThan(0);
  });

  test.each(Object.entries(PEERS))('%s without %s says what is missing', (path, peer) => {
    const { stderr } = installed.run(process.execPath, importing(path), 1);
    // A static import cannot be caught; Node names the package that is missing, and who wants it.
    expect(stderr).toContain(`Cannot find package '${peer}' imported from`);
    expect(stderr).toMatch(/node_modules\/countersign\/dist\//);
    const docs = readFileSync(join(ROOT, 'docs/reference/package.md'), 'utf8');
    expect(docs).toContain(`Cannot find package '${peer}' imported from`);
    expect(docs).toContain(`npm install --save-dev ${peer}`);
  });

  test('every peer is optional, and belongs to one subpath', () => {
    expect(Object.keys(peerDependencies).sort()).toEqual(Object.values(PEERS).sort());
  });

  test('with its peers, everything imports on this Node', () => {
    const versions = Object.values(PEERS).map((peer) => `${peer}@${versionOf(peer)}`);
    installed.install('--save-dev', ...versions, '@types/node@20', 'node@22');
    for (const path of subpaths.filter((one) => one !== 'countersign/vitest'))
      expect(Number(installed.run(process.execPath, importing(path)).stdout), path).toBeGreaterThan(0);
    // vitest can be imported by what vitest runs only.
    writeFileSync(
      join(installed.folder, 'exports.test.mjs'),
      "import { expect, test } from 'vitest';\nimport * as all from 'countersign/vitest';\ntest('all', () => expect(typeof all.describeContract).toBe('function'));\n",
    );
    expect(installed.run('vitest', ['run', 'exports.test.mjs']).stdout).toMatch(/Tests +1 passed/);
  }, 300_000);

  test.each(['22', '24'])(
    'and on Node %s',
    (node) => {
      if (node !== '22') installed.install('--save-dev', `node@${node}`);
      const binary = join(installed.folder, 'node_modules/node/bin/node');
      expect(installed.run(binary, ['--version']).stdout).toMatch(new RegExp(`^v${node}\\.`));
      for (const path of subpaths.filter((one) => one !== 'countersign/vitest'))
        expect(Number(installed.run(binary, importing(path)).stdout), path).toBeGreaterThan(0);
      const command = join(installed.folder, 'node_modules/countersign/dist/cli/main.js');
      expect(installed.run(binary, [command, '--version']).stdout).toBe(`${version}\n`);
      // It reads countersign.config.ts, by tsx.
      expect(installed.run(binary, [command, 'verify', '--list']).stdout).toContain('handshake.accept/feed');
    },
    300_000,
  );

  test.each([
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])('types resolve and hold with module %s and moduleResolution %s', (module, moduleResolution) => {
    writeFileSync(join(installed.folder, 'consumer.ts'), CONSUMER);
    const options = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
    };
    const own = { ...options, skipLibCheck: true };
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    for (const [name, compilerOptions] of Object.entries({ own, libraries: options })) {
      // The declarations of vite and msw have mistakes of their own: the second time they are left out.
      const files = [name === 'own' ? 'consumer.ts' : 'consumer-without-peers.ts'];
      writeFileSync(join(installed.folder, files[0] ?? ''), name === 'own' ? CONSUMER : WITHOUT_PEERS);
      const config = join(installed.folder, `tsconfig.${name}.json`);
      writeFileSync(config, JSON.stringify({ compilerOptions, files }));
      expect(installed.run(process.execPath, [tsc, '-p', config]).stdout).toBe('');
    }
  });

  test('are the types wrong? no', () => {
    const attw = join(ROOT, 'node_modules/.bin/attw');
    const { stdout } = installed.run(attw, [installed.tarball, '--profile', 'esm-only', '--format', 'json']);
    const { problems } = JSON.parse(stdout) as {
      readonly problems: Readonly<Record<string, readonly { readonly resolutionKind?: string }[]>>;
    };
    // The profile leaves out node10 and CommonJS, and still lists them.
    const own = Object.values(problems)
      .flat()
      .filter(({ resolutionKind }) => resolutionKind === 'node16-esm' || resolutionKind === 'bundler');
    expect(own).toEqual([]);
  });

  test('its consumers see mistakes: the types are no any', () => {
    writeFileSync(
      join(installed.folder, 'wrong.ts'),
      "import { startMock } from 'countersign';\nexport const port: string = (await startMock({} as never, { port: 'x' })).url.length;\n",
    );
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    const args = [
      tsc,
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--skipLibCheck',
      'wrong.ts',
    ];
    const { stdout } = installed.run(process.execPath, args, 1);
    expect(stdout.match(/error TS2322/g)).toHaveLength(2);
  });

  test('nothing but what is needed was installed', () => {
    const own = join(installed.folder, 'node_modules/countersign');
    for (const name of ['LICENSE', 'README.md', 'dist/cli/main.js', 'schema/x-countersign.schema.json'])
      expect(existsSync(join(own, name)), name).toBe(true);
    for (const name of ['src', 'test', 'fixtures', 'node_modules', 'asyncapi.yaml'])
      expect(existsSync(join(own, name)), name).toBe(false);
  });
});

/** As it is installed here. */
function versionOf(name: string): string {
  const manifest = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

const WITHOUT_PEERS = `import { loadContract, startMock, type Contract } from 'countersign';
import { defineMock } from 'countersign/mock';
import { defineConfig, type CountersignConfig } from 'countersign/config';
import * as pure from 'countersign/contract';

export const config: CountersignConfig = defineConfig({ document: 'asyncapi.yaml' });
export const handlers = defineMock({});
export async function url(): Promise<string> {
  const { contract }: { readonly contract: Contract } = await loadContract('asyncapi.yaml');
  const mock = await startMock(contract, { port: 0 });
  return mock.url;
}
export type Names = keyof typeof pure;
`;

const CONSUMER = `${WITHOUT_PEERS}
import * as conformance from 'countersign/conformance';
import { mockServer } from 'countersign/mock-socket';
import { handlers as mswHandlers } from 'countersign/msw';
import { describeContract } from 'countersign/vitest';

export const all = [conformance, mockServer, mswHandlers, describeContract];
`;
