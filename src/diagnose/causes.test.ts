import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { PAGE, SUBJECT } from '../../test/diagnose/cause-rows/cause-row.ts';
import { NETWORK_ROWS } from '../../test/diagnose/cause-rows/network-rows.ts';
import { OPEN_ROWS } from '../../test/diagnose/cause-rows/open-rows.ts';
import { REFUSAL_ROWS } from '../../test/diagnose/cause-rows/refusal-rows.ts';
import { playDiagnosis } from '../../test/support/play-diagnosis.ts';
import type { Contract } from '../contract/contract.ts';
import { loadContract } from '../load/load-contract.ts';
import { CAUSES } from './causes.ts';
import { HANDSHAKES } from './next.ts';
import type { Subject } from './subject.ts';

const ROWS = [...NETWORK_ROWS, ...REFUSAL_ROWS, ...OPEN_ROWS];

const contracts = new Map<string, Contract>();
beforeAll(async () => {
  for (const name of new Set(ROWS.flatMap(({ document }) => document ?? [])))
    contracts.set(
      name,
      (await loadContract(fileURLToPath(new URL(`../../test/zoo/documents/${name}.yaml`, import.meta.url))))
        .contract,
    );
});

describe('a cause', () => {
  test.each(ROWS)('$id, $sure: $what', ({ id, sure, server, subject: more, document }) => {
    const contract = document === undefined ? undefined : contracts.get(document);
    const { origin, ...rest } = { ...SUBJECT, ...more };
    const subject: Subject = {
      ...rest,
      ...('origin' in more && more.origin === undefined ? {} : { origin: origin ?? PAGE }),
      ...(contract === undefined ? {} : { contract }),
    };
    const { verdict, asked, handshakes } = playDiagnosis(subject, server);
    expect({ id: verdict.id, sure: verdict.sure, asked }).toEqual({ id, sure, asked });
    expect(handshakes).toBeLessThanOrEqual(HANDSHAKES);
    expect(verdict.by.filter((each) => !asked.includes(each))).toEqual([]);
    expect(`${verdict.sentence} ${verdict.why} ${verdict.fix.lines.join(' ')}`).not.toMatch(
      /undefined|\[object|NaN/,
    );
    if (verdict.id !== 'CONNECTED') expect(verdict.fix.lines.length).toBeGreaterThan(0);
    if (sure === 'one-of') expect(verdict.candidates.length).toBeGreaterThan(1);
  });

  test('has at least one row', () => {
    const covered = new Set(ROWS.map(({ id }) => id));
    expect(CAUSES.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  test('has an id of its own, and is explained', () => {
    const ids = CAUSES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, explain } of CAUSES) {
      expect(title).not.toMatch(/\.$/);
      expect(explain).toMatch(/[.")]$/);
    }
  });
});
