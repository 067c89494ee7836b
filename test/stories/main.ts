/**
 * `npm run stories`: the five systems, each as it should be and in each of the ways in which its story broke it; what
 * verify, or the mock's journal, finds of it, and what diagnose says to whoever has its URL and Origin in hand. Exit
 * code 1 where one of them is not right. `-- quotes` for the rows of one system.
 */
import { backendMissing } from '../support/backend.ts';
import { runVariants } from './run-variants.ts';
import { formatRow, HEADING, summary } from './table.ts';
import { VARIANTS } from './variants.ts';

const wanted = process.argv.slice(2);
const chosen = VARIANTS.filter(({ system }) => wanted.length === 0 || wanted.includes(system));
const missing = backendMissing();
if (missing !== undefined || chosen.length === 0) {
  console.error(missing ?? `No such system: ${wanted.join(', ')}.`);
  process.exit(2);
}
console.log(HEADING);
const rows = await runVariants(chosen, (row) => console.log(formatRow(row)));
console.log(`\n${summary(rows)}`);
process.exitCode = rows.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
