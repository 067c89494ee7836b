import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createDocsSite } from '../../src/build/docs/site-files.ts';
import { writeSite } from '../../src/build/docs/write-site.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { type JsonReport, renderJson } from '../../src/report/json.ts';
import { documents } from '../laws/documents.ts';
import { verifyInMemory } from '../laws/verify-in-memory.ts';
import { siteBreaches } from './site-breaches.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contractOf = async (path: string): Promise<Contract> =>
  (await loadContract(path, { validate: false })).contract;
const pathOf = (name: string): string => documents.find(([one]) => one === name)?.[1] ?? '';

describe.each(documents)('the docs of %s', (_name, path) => {
  test('have no dead link, no doubled id and no foreign markup', async () => {
    expect(await siteBreaches(await contractOf(path))).toEqual([]);
  });

  test('are the same bytes for the same document', async () => {
    const contract = await contractOf(path);
    const [one, other] = [
      createDocsSite({ contract }),
      createDocsSite({ contract: structuredClone(contract) }),
    ];
    expect(other.paths).toEqual(one.paths);
    for (const file of one.paths.filter((name) => !name.startsWith('assets/reference')))
      expect(await other.read(file)).toBe(await one.read(file));
  });
});

describe('what is verified', () => {
  const reportOf = async (name: string): Promise<JsonReport> => {
    const result = await verifyInMemory(await contractOf(pathOf(name)), []);
    return JSON.parse(
      renderJson({ ...result, startedAt: '2026-11-21T12:30:00.000Z', target: 'ws://127.0.0.1:8000' }),
    ) as JsonReport;
  };

  test('stands on each endpoint and operation: when, against what, and how it came out', async () => {
    const contract = await contractOf(pathOf('voice'));
    const report = await reportOf('voice');
    const site = createDocsSite({ contract, report });
    const page = (await site.read('endpoints/voice.md')) ?? '';
    expect(page).toMatch(
      /> \*\*\d+ of \d+ checks passed, none failed\*\* on 2026-11-21 12:30 UTC against `ws:\/\/127\.0\.0\.1:8000`/,
    );
    expect(page).toContain('### Start a session _verified_');
    expect(await siteBreaches(contract, report)).toEqual([]);
  });

  test('a broken promise is shown as one, at its operation', async () => {
    const contract = await contractOf(pathOf('voice'));
    const report = await reportOf('voice');
    const cases = report.cases.map((one) =>
      one.covers.some((id) => id.startsWith('voice:request.startSession'))
        ? { ...one, finding: { outcome: 'failed' as const, message: 'No reply came.' } }
        : one,
    );
    const site = createDocsSite({ contract, report: { ...report, cases } });
    const page = (await site.read('endpoints/voice.md')) ?? '';
    expect(page).toMatch(/### Start a session _broken_/);
    expect(page).toMatch(/checks found it broken/);
    expect((await site.read('verified.md')) ?? '').toContain('No reply came.');
  });

  test('a result of another document marks nothing, and says so', async () => {
    const site = createDocsSite({
      contract: await contractOf(pathOf('voice')),
      report: await reportOf('quotes'),
    });
    expect(await site.read('verified.md')).toContain('This result is of another document');
    expect(await site.read('endpoints/voice.md')).not.toContain('_verified_');
  });

  test('without a result the page says how to get one', async () => {
    const site = createDocsSite({ contract: await contractOf(pathOf('voice')) });
    expect(await site.read('verified.md')).toContain('--reporter json=run.json');
  });
});

describe('a folder', () => {
  test('gets what is in the site, loses what is no longer in it, and keeps what is not ours', async () => {
    const contract = await contractOf(pathOf('market-feed'));
    const dir = join(folder, 'kept');
    await writeSite(createDocsSite({ contract }), dir);
    writeFileSync(join(dir, 'CNAME'), 'docs.example');
    const before = readdirSync(join(dir, 'endpoints'));
    await writeSite(
      createDocsSite({ contract: { ...contract, endpoints: contract.endpoints.slice(1) } }),
      dir,
    );
    expect(readdirSync(join(dir, 'endpoints')).length).toBe(before.length - 2);
    expect(readFileSync(join(dir, 'CNAME'), 'utf8')).toBe('docs.example');
  });

  test('that cannot be written is named', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const writing = writeSite(
      createDocsSite({ contract: await contractOf(pathOf('quotes')) }),
      join(file, 'site'),
    );
    await expect(writing).rejects.toMatchObject({
      code: 'docs.not-written',
      fix: 'Name a folder that may be written to: --output site.',
    });
  });
});
