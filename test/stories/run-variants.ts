import type { Found } from './found.ts';
import { judge } from './judge.ts';
import { runClient } from './run-client.ts';
import { runVerify } from './run-verify.ts';
import type { Variant } from './variant.ts';

/** A row of the table. */
export interface Row {
  readonly variant: Variant;
  readonly found: Found;
  /** Empty: the row is right. */
  readonly wrong: readonly string[];
  /** ms. */
  readonly duration: number;
}

/** Backends that run at a time: each is a Python process. */
const AT_ONCE = 3;

/** Runs them all, and gives their rows in the same order; `onRow` gets each as soon as all before it are there. */
export async function runVariants(
  variants: readonly Variant[],
  onRow: (row: Row) => void = () => {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next = 0;
  let shown = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < variants.length; at = next++) {
      const variant = variants[at];
      if (variant === undefined) return;
      rows[at] = await runVariant(variant);
      for (let row = rows[shown]; row !== undefined; row = rows[shown]) {
        shown += 1;
        onRow(row);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows;
}

async function runVariant(variant: Variant): Promise<Row> {
  const { system, run, red } = variant;
  const from = performance.now();
  const found = await (run.how === 'verify' ? runVerify(system, run) : runClient(system, run, red)).catch(
    (error: unknown): Found => ({ red: [{ key: 'crash', text: String(error) }], report: '' }),
  );
  return { variant, found, wrong: judge(variant, found), duration: performance.now() - from };
}
