import { headerLine, type Origin, quoted } from './source-text.ts';

export interface MswOptions {
  /** The generated contract, as the file imports it. */
  readonly contract: string;
  /** The generated validators, as the file imports them. Absent: made where they are needed, which takes `eval`. */
  readonly validators?: string;
}

/** MSW handlers for the whole document: `setupWorker(...handlers)`. */
export function mswText(origin: Origin, { contract, validators }: MswOptions): string {
  return [
    headerLine(origin),
    '// It needs: npm install --save-dev countersign msw',
    "import { handlers as handlersOf } from 'countersign/msw';",
    `import contract from ${quoted(contract)} with { type: 'json' };`,
    ...(validators === undefined ? [] : [`import { validators } from ${quoted(validators)};`]),
    '',
    '/** The mock itself: its journal (`received`, `waitFor`, `violations`), `push`, and its faults. */',
    `export const mock = handlersOf(contract${validators === undefined ? '' : ', { validators }'});`,
    '',
    '/** Every endpoint and companion of the document. */',
    'export const handlers = mock.handlers;',
    '',
  ].join('\n');
}

/** For the browser: `await worker.start()` before the application starts. */
export function mswBrowserText(origin: Origin, handlers: string): string {
  return [
    headerLine(origin),
    '// Once: npx msw init public/ --save',
    "import { setupWorker } from 'msw/browser';",
    `import { handlers } from ${quoted(handlers)};`,
    '',
    'export const worker = setupWorker(...handlers);',
    '',
  ].join('\n');
}

/** For tests in Node: `server.listen()` before, `server.close()` after. */
export function mswNodeText(origin: Origin, handlers: string): string {
  return [
    headerLine(origin),
    "import { setupServer } from 'msw/node';",
    `import { handlers } from ${quoted(handlers)};`,
    '',
    'export const server = setupServer(...handlers);',
    '',
  ].join('\n');
}
