import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import type { Tab } from '../../src/docgen/blocks.ts';
import { openingOf } from '../../src/docgen/facts/opening.ts';
import { quickStartTabs } from '../../src/docgen/quick-start/quick-start.ts';
import { createSite } from '../../src/docgen/site.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { ROOT } from '../architecture/source-file.ts';
import { documents } from '../laws/documents.ts';
import { bundleOf } from '../support/bundle-of.ts';
import { EVERY_PLACE } from './every-place.ts';
import { placeholderValues } from './fill-placeholders.ts';

// Beside the repository's packages: the scripts import `ws` from there.
const folder = mkdtempSync(join(ROOT, 'test/.quick-starts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RUNNERS = [
  ['Node.js', process.execPath, 'client.mjs'],
  ['Python', '/usr/bin/python3', 'client.py'],
] as const;

const contracts: readonly (readonly [name: string, load: () => Promise<Contract>])[] = [
  ...documents.map(
    ([name, path]) => [name, async () => (await loadContract(path, { validate: false })).contract] as const,
  ),
  ['every-place', async () => compile(bundleOf(EVERY_PLACE), { perspective: 'auto' }).contract],
];

/** What is copied from the page really connects, and what it says first is a message of the contract. */
describe.each(contracts)('the quick starts of %s', (name, load) => {
  test.each(RUNNERS)('%s', async (label, command, file) => {
    const contract = await load();
    const mock = await startMock(contract, { port: 0, push: 'off' });
    try {
      const [endpoint] = contract.endpoints.filter(({ absent }) => absent === undefined);
      if (endpoint === undefined) return expect(contract.endpoints).not.toEqual([]);
      const tab = quickStartTabs(createSite(contract), endpoint).find((one) => one.label === label);
      const script = join(folder, `${name}-${file}`);
      writeFileSync(script, await adapted(tab, contract, endpoint, mock));
      const child = spawn(command, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
      let errors = '';
      child.stderr.on('data', (data) => {
        errors += data;
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const opened = (): boolean =>
        mock.journal.entries().some((entry) => entry.type === 'handshake' && entry.outcome === 'accepted');
      const talks = contract.endpoints.some(
        ({ id, messages }) => id === endpoint.id && messages.client.length > 0,
      );
      await expect
        .poll(() => ({ opened: opened(), said: !talks || mock.received().length > 0, errors }))
        .toEqual({ opened: true, said: true, errors: '' });
      child.kill();
      await ended;
      expect(mock.violations()).toEqual([]);
    } finally {
      await mock.close();
    }
  });
});

/** With the mock's address, with credentials, and for the `websockets` of Debian, as the note below the code says. */
async function adapted(
  tab: Tab | undefined,
  contract: Contract,
  endpoint: Endpoint,
  mock: Mock,
): Promise<string> {
  let text = tab?.code.text ?? '';
  text = text
    .replace(openingOf(contract, endpoint).base, mock.url.replace('http', 'ws'))
    .replace('additional_headers', 'extra_headers');
  for (const [word, value] of await placeholderValues(contract, endpoint, mock.url))
    text = text.replaceAll(word, value);
  return text;
}
