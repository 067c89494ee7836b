import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

/** A project as a user's: strict, for a browser, with the packages that generated files import. */
export interface Project {
  readonly folder: string;
  write(name: string, text: string): void;
  /** What TypeScript finds wrong, a line for each. */
  typecheck(): readonly string[];
  remove(): void;
}

const OPTIONS = {
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

/** Below the repository's `node_modules`, so that packages are found; `countersign` itself is its sources. */
export function createProject(): Project {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'countersign-codegen-'));
  const write = (name: string, text: string): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const source = (path: string): readonly string[] => [join(ROOT, 'src', path)];
  write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        ...OPTIONS,
        allowImportingTsExtensions: true,
        types: ['node'],
        paths: {
          'countersign/mock': source('mock/index.ts'),
          'countersign/msw': source('mock/adapters/msw/index.ts'),
          'countersign/contract': source('contract/index.ts'),
        },
      },
      include: ['**/*'],
    }),
  );
  return {
    folder,
    write,
    typecheck() {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false'],
        { encoding: 'utf8', cwd: folder, maxBuffer: 64 * 1024 * 1024 },
      );
      // Our own sources have their own check.
      return `${stdout}${stderr}`
        .split('\n')
        .filter((line) => line.trim() !== '' && !/^(\.\.\/|\s)/.test(line));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
