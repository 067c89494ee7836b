import type { Animal } from './animal.ts';
import { argvOf, urlOf } from './run-cell.ts';
import { documentsOf, runZoo } from './run-zoo.ts';
import { countsOf, passed, tableOf, visitLines } from './table.ts';
import { ZOO } from './zoo.ts';

const [verb = '', ...names] = process.argv.slice(2);

if (verb === 'list') list();
else if (verb === 'start') await start(names[0] ?? '');
else await run(verb === '' ? [] : [verb, ...names]);

function list(): void {
  for (const { name, is, cells } of ZOO) process.stdout.write(`${name.padEnd(28)} ${is} (${cells.length})\n`);
}

/** Until Ctrl+C; prints what to ask it. */
async function start(name: string): Promise<void> {
  const animal = ZOO.find((each) => each.name === name);
  if (animal === undefined) return fail(`There is no server "${name}": npm run zoo -- list`);
  const missing = animal.missing?.();
  if (missing !== undefined) return fail(missing);
  const running = await animal.start();
  process.stdout.write(
    `${animal.name}, ${animal.is}, at 127.0.0.1:${running.port}. Ctrl+C ends it. Ask it:\n`,
  );
  for (const cell of animal.cells)
    process.stdout.write(
      `  countersign diagnose ${[urlOf(cell, running.port), ...argvOf(cell, running.port)].map(quoted).join(' ')}   # ${cell.cause}\n`,
    );
  const busy = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  clearInterval(busy);
  await running.stop();
}

/** All servers, or those whose names begin with one of these. */
async function run(wanted: readonly string[]): Promise<void> {
  const chosen: readonly Animal[] =
    wanted.length === 0 ? ZOO : ZOO.filter(({ name }) => wanted.some((each) => name.startsWith(each)));
  if (chosen.length === 0) return fail(`No server begins with ${wanted.join(' or ')}: npm run zoo -- list`);
  await documentsOf(chosen);
  const visits = await runZoo(chosen, (visit) => process.stdout.write(visitLines(visit)));
  process.stdout.write(`${tableOf(visits)}\n\n${countsOf(visits)}\n`);
  process.exitCode = passed(visits) ? 0 : 1;
}

function fail(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
}

function quoted(word: string): string {
  return /^[\w:/.?=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
