import { loadContract } from '../../src/load/load-contract.ts';
import type { Animal } from './animal.ts';
import { argvOf, type Judged, runCell } from './run-cell.ts';

/** Servers at once, and cells at once at one of them: most of the time is waiting. */
const SERVERS = 6;
const CELLS = 4;

export interface Visit {
  readonly animal: Animal;
  readonly judged: readonly Judged[];
  /** Why it was not started. */
  readonly skipped?: string;
}

/** Compiles the documents: it holds up the event loop, and with it every answer that a cell waits for. */
export async function documentsOf(animals: readonly Animal[]): Promise<void> {
  const words = animals.flatMap(({ cells }) => cells.flatMap((cell) => argvOf(cell, 0)));
  for (const path of new Set(words.filter((word) => word.endsWith('.yaml')))) await loadContract(path);
}

/** Starts every server, asks all its cells, and ends it again. Those where time is measured come last, one by one. */
export async function runZoo(
  animals: readonly Animal[],
  onVisit: (visit: Visit) => void,
): Promise<readonly Visit[]> {
  const visit = async (animal: Animal): Promise<Visit> => {
    const visited = await visitOne(animal);
    onVisit(visited);
    return visited;
  };
  const others = animals.filter((animal) => !isTimed(animal));
  return [
    ...(await inParallel(others, SERVERS, visit)),
    ...(await inParallel(animals.filter(isTimed), 1, visit)),
  ];
}

function isTimed({ cells }: Animal): boolean {
  return cells.some(({ argv }) => argv.includes('--timing'));
}

export async function visitOne(animal: Animal): Promise<Visit> {
  const skipped = animal.missing?.();
  if (skipped !== undefined) return { animal, judged: [], skipped };
  const running = await animal.start();
  try {
    // A connection that is held, or a limit, would be seen by the other cells, too.
    const alone = animal.cells.some(({ holding, before }) => holding !== undefined || before !== undefined);
    const quiet = animal.cells.filter(({ holding }) => holding === undefined);
    const most = isTimed(animal) || (alone && quiet.length === 0) ? 1 : CELLS;
    const judged = await inParallel(quiet, most, (cell) => runCell(cell, running));
    for (const cell of animal.cells.filter(({ holding }) => holding !== undefined))
      judged.push(await runCell(cell, running));
    return { animal, judged };
  } finally {
    await running.stop();
  }
}

async function inParallel<In, Out>(
  items: readonly In[],
  most: number,
  run: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  let at = 0;
  const worker = async (): Promise<void> => {
    while (at < items.length) {
      const mine = at++;
      results[mine] = await run(items[mine] as In);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return results;
}
