import type { Backend } from './surroundings.ts';

/**
 * `countersign.config.ts`. It imports a type only, so that it can be loaded where the package is not installed, as with npx.
 * @param document from the folder of the file
 */
export function configFile(document: string, backend: Pick<Backend, 'start' | 'target'> | undefined): string {
  const { start, target } = backend ?? {};
  return [
    "import type { CountersignConfig } from 'countersign/config';",
    '',
    '/** What countersign mock and countersign verify are told; the command line wins. */',
    'export default {',
    `  document: ${quoted(document)},`,
    ...(start === undefined || target !== undefined
      ? ['  // Where verify finds the backend.', `  targets: ${quoted(target ?? 'ws://127.0.0.1:8000')},`]
      : []),
    '  verify: {',
    ...(start === undefined
      ? [
          '    // Starts the backend on a free port, and stops it in the end, instead of targets:',
          "    // start: 'PORT={port} node server.js',",
        ]
      : [
          target === undefined
            ? '    // Starts the backend on a free port, and stops it in the end.'
            : '    // Starts the backend, and stops it in the end.',
          `    start: ${quoted(start)},`,
        ]),
    '  },',
    "  // mock: { port: 4600, faults: [], handlers: 'mock.ts' },",
    '} satisfies CountersignConfig;',
    '',
  ].join('\n');
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', ' ')}'`;
}
