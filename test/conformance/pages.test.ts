import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';
import { capabilitiesPage } from '../reference/capabilities-page.ts';
import { WITHOUT_A_WIRE } from './adapters/in-page.ts';
import { memoryAdapter } from './adapters/memory.ts';
import { mockSocketAdapter } from './adapters/mock-socket.ts';
import { mswAdapter } from './adapters/msw.ts';
import { wsAdapter } from './adapters/ws.ts';
import { conformanceContract } from './compile-contract.ts';

const PAGE = join(ROOT, 'docs/reference/capabilities.md');

test('docs/reference/capabilities.md says what there is', () => {
  const page = capabilitiesPage([
    wsAdapter,
    { ...mswAdapter, name: 'MSW in Node' },
    { name: 'MSW in a browser', lacks: WITHOUT_A_WIRE },
    mockSocketAdapter,
    memoryAdapter,
  ]);
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('src/conformance/contract.json is its document (else: npm run conformance -- --compile)', () => {
  const written: unknown = JSON.parse(readFileSync(join(ROOT, 'src/conformance/contract.json'), 'utf8'));
  expect(written).toEqual(conformanceContract());
});
