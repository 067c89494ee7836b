import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { configFile } from '../../codegen/init/config-file.ts';
import { changePackage } from '../../codegen/init/package-scripts.ts';
import { starterDocument } from '../../codegen/init/starter-document.ts';
import type { Surroundings } from '../../codegen/init/surroundings.ts';
import { workflowFile } from '../../codegen/init/workflow-file.ts';

/** One file that a project needs. */
export interface PlannedFile {
  /** From the folder, with `/`. */
  readonly path: string;
  /** `keep`: it is there, and stays as it is. */
  readonly action: 'write' | 'change' | 'keep';
  /** What is in it, for the user. */
  readonly what: string;
  /** All of it, as it will be. */
  readonly text?: string;
}

export interface Choices {
  /** From the folder. Absent: there is none, and one is written. */
  readonly document?: string;
  /** How the backend is started. Absent: as it was found. */
  readonly start?: string;
  /** Of Countersign. */
  readonly version: string;
}

const CONFIGS = ['ts', 'mts', 'js', 'mjs'].map((ending) => `countersign.config.${ending}`);
const NEW_DOCUMENT = 'asyncapi.yaml';

/** What is to be written, changed and left alone. Nothing that is there is overwritten. */
export function planFiles(root: string, found: Surroundings, choices: Choices): readonly PlannedFile[] {
  const document = choices.document ?? NEW_DOCUMENT;
  const backend = withStart(found.backend, choices.start);
  return [
    choices.document === undefined
      ? {
          path: NEW_DOCUMENT,
          action: 'write',
          what: describeDocument(found),
          text: starterDocument(found),
        }
      : { path: document, action: 'keep', what: 'the AsyncAPI document' },
    planConfig(root, document, backend),
    planPackage(found, document, choices.version),
    planWorkflow(root, { ...found, ...(backend === undefined ? {} : { backend }) }, document),
  ];
}

function withStart(backend: Surroundings['backend'], start: string | undefined): Surroundings['backend'] {
  if (start === undefined) return backend;
  const found = backend ?? { framework: 'unknown', language: 'node' as const, routes: [], install: [] };
  const { target: _target, start: _start, ...rest } = found;
  if (start === '') return rest;
  if (start.includes('{port}')) return { ...rest, start };
  return { ...rest, start, target: found.target ?? 'ws://127.0.0.1:8000' };
}

function describeDocument({ backend }: Surroundings): string {
  if (backend === undefined || backend.routes.length === 0)
    return 'a first document: a request with its reply, and a stream';
  const { length } = backend.routes;
  return `${length} endpoint${length === 1 ? '' : 's'} of ${backend.framework}`;
}

function planConfig(root: string, document: string, backend: Surroundings['backend']): PlannedFile {
  const there = CONFIGS.find((name) => existsSync(join(root, name)));
  if (there !== undefined) return { path: there, action: 'keep', what: 'the configuration' };
  const what = backend?.start === undefined ? 'where the backend is' : 'how the backend is started';
  return { path: 'countersign.config.ts', action: 'write', what, text: configFile(document, backend) };
}

function planPackage({ packageJson }: Surroundings, document: string, version: string): PlannedFile {
  const path = 'package.json';
  const change = changePackage(packageJson, { document, version });
  if (change === undefined)
    return { path, action: 'keep', what: 'is no JSON object: scripts could not be added' };
  if (change.added.length === 0) return { path, action: 'keep', what: 'its scripts' };
  const action = packageJson === undefined ? 'write' : 'change';
  return { path, action, what: change.added.join(', '), text: change.text };
}

/** GitHub reads workflows at the top of a repository only, which may be above. */
function planWorkflow(root: string, found: Surroundings, document: string): PlannedFile {
  const top = repositoryOf(root) ?? root;
  const folder = relative(top, root).split(sep).join('/');
  const name = folder === '' ? 'contract.yml' : `contract-${folder.replace(/[^\w-]+/g, '-')}.yml`;
  const path = [
    ...folder.split('/').flatMap((part) => (part === '' ? [] : ['..'])),
    '.github/workflows',
    name,
  ].join('/');
  const there = [path, path.replace(/\.yml$/, '.yaml')].find((one) => existsSync(join(root, one)));
  if (there !== undefined) return { path: there, action: 'keep', what: 'the workflow' };
  const { backend, packages } = found;
  const text = workflowFile({ document, folder, packages, ...(backend === undefined ? {} : { backend }) });
  const what =
    backend?.start === undefined ? 'lint, in GitHub Actions' : 'lint and verify, in GitHub Actions';
  return { path, action: 'write', what, text };
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}
