import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handlersText, missingHandlers } from '../../src/codegen/handlers.ts';
import type { MockHandlers } from '../../src/mock/handlers/define-mock.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { verify } from '../../src/verify/verify.ts';
import { ROOT } from '../architecture/source-file.ts';
import { contractOf, documents } from '../laws/documents.ts';
import { createProject, type Project } from './project.ts';

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

test.each(documents.filter(([name]) => ['market-feed', 'voice', 'quotes'].includes(name)))(
  '%s: a mock with the generated handlers keeps the contract as it does without them',
  async (name, path) => {
    const contract = await contractOf(path);
    project.write(`${name}.ts`, handlersText(contract, './none.js'));
    const outfile = join(project.folder, `${name}.mjs`);
    await build({
      entryPoints: [join(project.folder, `${name}.ts`)],
      bundle: true,
      format: 'esm',
      outfile,
      alias: { 'countersign/mock': join(ROOT, 'src/mock/handlers/define-mock.ts') },
    });
    const { default: handlers } = (await import(pathToFileURL(outfile).href)) as { default: MockHandlers };
    const handled = Object.values(handlers as Record<string, object>).flatMap((own) => Object.keys(own));
    expect(handled).toEqual(contract.endpoints.flatMap(({ messages }) => messages.client));
    const mock = await startMock(contract, { port: 0, handlers });
    try {
      const result = await verify(contract, {
        targets: [mock.url],
        only: ['exchange.reply', 'stream.greeting'],
      });
      expect(result.cases.filter(({ finding }) => finding.outcome === 'failed')).toEqual([]);
      expect(result.cases.filter(({ finding }) => finding.outcome === 'passed').length).toBeGreaterThan(0);
    } finally {
      await mock.close();
    }
  },
);

test('what a file of handlers does not speak of is missing, whole names only', async () => {
  const contract = await contractOf(documents.find(([name]) => name === 'voice')?.[1] ?? '');
  expect(missingHandlers(contract, 'initialise; audio_chunks; $init')).toEqual([
    'voice.init',
    'voice.audio_chunk',
  ]);
  expect(missingHandlers(contract, '// init\n"audio_chunk"')).toEqual([]);
});
