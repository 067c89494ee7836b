import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';
import { backendMissing, startBackend } from '../support/backend.ts';
import { PACKAGE } from './place.ts';
import { pictureText, plainText, THEMES, terminalPicture } from './terminal-picture.ts';

const COMMAND = 'npx countersign verify asyncapi.yaml --target ws://127.0.0.1:8000';
const TITLE =
  'A terminal: countersign verify holds a FastAPI backend, whose Origin check was removed, to its contract, and finds that.';

/**
 * The picture of the README is what the command prints of the voice assistant, a FastAPI application, once its Origin
 * check is taken out. `UPDATE_DOCS=1 npx vitest run test/docs-blocks/picture.test.ts` takes it anew.
 */
test.skipIf(backendMissing())('the picture in the README is a true run', async () => {
  const backend = await startBackend('voice', { env: { BREAK: 'any-origin' } });
  try {
    const printed = await verify(backend.wsUrl);
    const said = `\u001b[2m$\u001b[22m \u001b[1m${COMMAND}\u001b[22m\n\n${printed.replaceAll(String(backend.port), '8000')}`;
    for (const name of ['light', 'dark'] as const) {
      const path = join(ROOT, `docs/images/verify-${name}.svg`);
      if (process.env.UPDATE_DOCS === '1') {
        mkdirSync(join(ROOT, 'docs/images'), { recursive: true });
        writeFileSync(path, terminalPicture(said, THEMES[name], TITLE));
      }
      expect(withoutTimes(pictureText(readFileSync(path, 'utf8')))).toBe(withoutTimes(plainText(said)));
    }
  } finally {
    await backend.stop();
  }
});

test('a picture keeps the text, its colours, and nothing that is markup', () => {
  const svg = terminalPicture(
    '\u001b[31m✗\u001b[39m a < b && \u001b[1mc\u001b[22m\n\nend\n',
    THEMES.dark,
    'x',
  );
  expect(pictureText(svg)).toBe('✗ a < b && c\nend');
  expect(svg).toContain(
    '<tspan fill="#ff7b72">✗</tspan>\u00a0a\u00a0&lt;\u00a0b\u00a0&amp;&amp;\u00a0<tspan font-weight="bold">c</tspan>',
  );
});

async function verify(target: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [join(PACKAGE, 'dist/cli/main.js'), 'verify', 'asyncapi.yaml', '--target', target],
    {
      cwd: join(ROOT, 'fixtures/voice'),
      env: { ...process.env, FORCE_COLOR: '1', COLUMNS: '100', CI: undefined, NO_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const [code] = (await once(child, 'close')) as [number];
  expect(code, text).toBe(1);
  return text;
}

/** What is another number, or made up anew, in each run; and empty lines. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/\b[\d.]+ (?:ms|s)\b/g, '… s')
    .replaceAll(/Sec-WebSocket-Key: \S+/g, 'Sec-WebSocket-Key: …')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}
