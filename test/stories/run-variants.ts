import { join } from 'node:path';
import { loadContract } from '../../src/load/load-contract.ts';
import { ROOT } from '../architecture/source-file.ts';
import { contractOf, documentOf } from './documents.ts';
import type { Found } from './found.ts';
import { judge } from './judge.ts';
import { runKnock, type Told } from './knock.ts';
import { type OpenSystem, openSystem, shareSystems } from './open-system.ts';
import { runClient } from './run-client.ts';
import { runVerify } from './run-verify.ts';
import { setupOf, type Variant } from './variant.ts';

/** A row of the table. */
export interface Row {
  readonly variant: Variant;
  /** By verify, or in the mock's journal; absent: the row is only diagnosed. */
  readonly found?: Found;
  readonly told: readonly Told[];
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
  const share = shareSystems(
    variants
      .filter(({ run }) => run.how !== 'verify')
      .map((variant) => [variant.system, setupOf(variant)] as const),
  );
  // Compiling holds up the event loop, and with it every answer that somebody waits for.
  for (const { system, run } of variants) {
    await loadContract(join(ROOT, documentOf(system)));
    if (run.how !== 'diagnose') await contractOf(system, run.document);
  }
  let next = 0;
  let shown = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < variants.length; at = next++) {
      const variant = variants[at];
      if (variant === undefined) return;
      rows[at] = await runVariant(variant, share);
      for (let row = rows[shown]; row !== undefined; row = rows[shown]) {
        shown += 1;
        onRow(row);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows;
}

async function runVariant(variant: Variant, share: typeof openSystem): Promise<Row> {
  const { system, run, red } = variant;
  const from = performance.now();
  const duration = (): number => performance.now() - from;
  let opened: OpenSystem | undefined;
  try {
    // verify disturbs a backend: it has one of its own, and what is left of it is diagnosed.
    opened = await (run.how === 'verify' ? openSystem : share)(system, setupOf(variant));
    const place = opened;
    const found =
      run.how === 'verify'
        ? await runVerify(system, run, place)
        : run.how === 'client'
          ? await runClient(system, run, red)
          : undefined;
    const told: Told[] = [];
    for (const knock of variant.knocks) told.push(await runKnock(system, knock, place));
    return {
      variant,
      ...(found === undefined ? {} : { found }),
      told,
      wrong: [...(found === undefined ? [] : judge(variant, found)), ...told.flatMap(({ wrong }) => wrong)],
      duration: duration(),
    };
  } catch (error) {
    return { variant, told: [], wrong: [`crash: ${String(error)}`], duration: duration() };
  } finally {
    await opened?.close();
  }
}
