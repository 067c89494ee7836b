import { beforeAll, describe, expect, test } from 'vitest';
import { type Row, runVariants } from './stories/run-variants.ts';
import { summary } from './stories/table.ts';
import { VARIANTS } from './stories/variants.ts';
import { backendMissing } from './support/backend.ts';

/** What `npm run stories` prints: every way in which a story was broken is found by the check that names it, and diagnosed. */
describe.skipIf(backendMissing())('the stories', () => {
  let rows: readonly Row[] = [];
  beforeAll(async () => {
    rows = await runVariants(VARIANTS);
  }, 300_000);

  test.each(VARIANTS.map((variant, at) => [variant.system, variant.name, at] as const))(
    '%s: %s',
    (_system, _name, at) => {
      expect(rows[at]?.wrong).toEqual([]);
    },
  );

  test('are all there', () => {
    expect(summary(rows)).toBe(
      `systems 5 · variants ${VARIANTS.length} · right ${VARIANTS.length} · wrong 0`,
    );
  });
});
