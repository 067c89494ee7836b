import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../architecture/source-file.ts';

/** The scripts of `action.yml`, as GitHub would run them: bash, inputs as variables, outputs into a file. */
const { runs, inputs } = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly id: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-action-'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  cpSync(join(ROOT, 'asyncapi.yaml'), join(folder, 'asyncapi.yaml'));
  symlinkSync(join(ROOT, 'dist/cli/main.js'), join(folder, 'node_modules/.bin/countersign'));
  spawnSync('chmod', ['+x', join(ROOT, 'dist/cli/main.js')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs all steps with these inputs; `outputs` are those of `verify`. */
function act(given: Readonly<Record<string, string>>): {
  readonly exit: number | null;
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
} {
  const outputs: Record<string, Record<string, string>> = {};
  let last = { exit: null as number | null, stdout: '' };
  for (const { id, run, env } of runs.steps) {
    const file = join(folder, `output-${id}`);
    rmSync(file, { force: true });
    const values = Object.fromEntries(
      Object.entries(env).map(([name, expression]) => [name, inputOf(expression, given, outputs)]),
    );
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...values, GITHUB_OUTPUT: file, RUNNER_TEMP: folder },
      },
    );
    const text = readFileSync(file, 'utf8');
    outputs[id] = Object.fromEntries(
      [...text.matchAll(/^([\w-]+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
    );
    last = { exit: status, stdout: `${stdout}${stderr}` };
    if (status !== 0) break;
  }
  return { ...last, outputs: outputs.verify ?? {} };
}

function inputOf(
  expression: string,
  given: Readonly<Record<string, string>>,
  outputs: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const [, input, step = '', output = ''] =
    /^\$\{\{ (?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.([\w-]+)) \}\}$/.exec(expression) ?? [];
  return input === undefined
    ? (outputs[step]?.[output] ?? '')
    : (given[input] ?? inputs[input]?.default ?? '');
}

const start = `${process.execPath} node_modules/.bin/countersign mock asyncapi.yaml --no-cache --port {port} --log quiet`;

describe('the action', () => {
  test('is green where the contract is kept, and leaves a report', () => {
    const { exit, stdout, outputs } = act({
      document: 'asyncapi.yaml',
      start,
      args: '--only "handshake" --seed 7',
    });
    expect(exit, stdout).toBe(0);
    expect(outputs).toEqual({ 'exit-code': '0', junit: './countersign.xml' });
    expect(readFileSync(join(folder, 'countersign.xml'), 'utf8')).toContain('<testsuites');
  });

  test('is red where it is broken, with annotations', () => {
    const { exit, stdout, outputs } = act({
      document: 'asyncapi.yaml',
      start: `${start} --fault refuse-handshake`,
      args: '--only handshake.accept',
      junit: 'out/report.xml',
    });
    expect(outputs, stdout).toEqual({ 'exit-code': '1', junit: './out/report.xml' });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^::error /m);
  });

  test('an input is no code', () => {
    const { stdout } = act({
      document: '$(touch hacked)',
      target: 'ws://127.0.0.1:1',
      args: '`touch hacked` ; touch hacked',
    });
    expect(stdout).toContain('error ');
    expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).not.toContain('hacked');
  });
});
