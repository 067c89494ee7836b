import type { PackageManager, Surroundings } from './surroundings.ts';
import { text } from './yaml-text.ts';

export interface WorkflowOptions extends Pick<Surroundings, 'backend' | 'packages'> {
  /** From the project's folder. */
  readonly document: string;
  /** The project's folder from that of the repository; `''`: the same. */
  readonly folder: string;
}

/** What puts pnpm and bun on the path; npm and yarn are there. */
const SETUP: Readonly<Record<PackageManager['name'], readonly string[]>> = {
  npm: [],
  yarn: [],
  pnpm: ['      - run: npm install --global pnpm'],
  bun: ['      - run: npm install --global bun'],
};

/** `.github/workflows/contract.yml`: lints the document, and holds the backend to it where one can be started. */
export function workflowFile({ document, folder, backend, packages }: WorkflowOptions): string {
  const canVerify = backend?.start !== undefined;
  const report = folder === '' ? 'contract.xml' : `${folder}/contract.xml`;
  return [
    '# Holds the backend to its AsyncAPI document. Written by countersign init; yours to change.',
    'name: Contract',
    'on: [push, pull_request]',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  contract:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 15',
    ...(folder === '' ? [] : ['    defaults:', '      run:', `        working-directory: ${text(folder)}`]),
    '    steps:',
    '      - uses: actions/checkout@v5',
    '      - uses: actions/setup-node@v5',
    '        with:',
    '          node-version: 22',
    ...(backend?.language === 'python'
      ? ['      - uses: actions/setup-python@v6', '        with:', "          python-version: '3.12'"]
      : []),
    ...SETUP[packages.name],
    ...[packages.install, ...(backend?.install ?? [])].map((line) => `      - run: ${line}`),
    `      - run: ${packages.exec} countersign lint ${shellWord(document)} --format github`,
    ...(canVerify
      ? [
          `      - run: ${packages.exec} countersign verify --reporter pretty --reporter github --reporter junit=contract.xml`,
          '      - uses: actions/upload-artifact@v5',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
          '        if: ${{ !cancelled() }}',
          '        with:',
          '          name: contract',
          `          path: ${text(report)}`,
        ]
      : [
          '      # With a backend that countersign.config.ts can start (verify: { start }):',
          `      # - run: ${packages.exec} countersign verify --reporter pretty --reporter github --reporter junit=contract.xml`,
        ]),
    '',
  ].join('\n');
}

function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `"${word.replace(/["$`\\]/g, '\\$&')}"`;
}
