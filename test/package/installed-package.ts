import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

/** The package as a stranger gets it: packed, and installed into an empty folder outside of this repository. */
export interface InstalledPackage {
  /** The project; its `package.json` says nothing but that it is a module. */
  readonly folder: string;
  readonly tarball: string;
  /** Runs a program in it, with its `node_modules/.bin` first in the path. Throws where the exit code is another. */
  run(command: string, args: readonly string[], exit?: number): Outcome;
  install(...packages: readonly string[]): void;
  remove(): void;
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
}

const NPM = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/** Packs `dist/` as it was built last. */
export function installPackage(): InstalledPackage {
  const top = mkdtempSync(join(tmpdir(), 'countersign-package-'));
  const folder = join(top, 'project');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const run = (command: string, args: readonly string[], exit = 0, cwd = folder): Outcome => {
    const path = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`;
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      timeout: 240_000,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, PATH: path, NO_COLOR: '1' },
    });
    if (error === undefined && status === exit) return { stdout, stderr };
    throw new Error(
      `${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stdout}${stderr}`,
    );
  };
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', top], 0, ROOT);
  const tarball = join(top, readdirSync(top).find((name) => name.endsWith('.tgz')) ?? '');
  const install = (...packages: readonly string[]): void => {
    run('npm', ['install', ...NPM, '--ignore-scripts=false', ...packages]);
  };
  install(tarball);
  return { folder, tarball, run, install, remove: () => rmSync(top, { recursive: true, force: true }) };
}
