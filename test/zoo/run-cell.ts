import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { ROUNDS, WARMING } from '../../src/probe/timing/time-route.ts';
import { type Diagnosed, runDiagnose } from '../diagnose/run-diagnose.ts';
import { connect } from '../support/plain-client.ts';
import type { Cell, Running } from './animal.ts';

const DOCUMENTS = fileURLToPath(new URL('./documents/', import.meta.url));

/** `unsure`: not proven, and the true cause is one of several candidates, with what would tell them apart. */
export type Outcome = 'right' | 'unsure' | 'wrong';

export interface Judged {
  readonly cell: Cell;
  readonly outcome: Outcome;
  /** What was diagnosed, in a few words. */
  readonly got: string;
  readonly diagnosed: Diagnosed;
}

/** Diagnoses what the developer of that cell has in hand. */
export async function runCell(cell: Cell, { port }: Running): Promise<Judged> {
  const ending: (() => Promise<unknown>)[] = [];
  try {
    const at = `127.0.0.1:${port}`;
    if (cell.holding !== undefined) {
      const held = await connect(`ws://${at}${cell.holding}`);
      ending.push(() => held.end());
    }
    if (cell.before !== undefined) {
      const asked = get(`http://${at}${cell.before}`).on('error', () => {});
      await new Promise((resolve) => asked.once('finish', resolve));
      ending.push(async () => asked.destroy());
    }
    const diagnosed = await runDiagnose(urlOf(cell, port), ...argvOf(cell, port));
    return judge(cell, diagnosed);
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

export function urlOf({ url }: Cell, port: number): string {
  const whole = url.startsWith('/') ? `ws://127.0.0.1:{port}${url}` : url;
  return whole.replaceAll('{port}', String(port));
}

export function argvOf({ argv }: Cell, port: number): readonly string[] {
  return argv.map((word) =>
    /^[\w-]+\.yaml$/.test(word) ? DOCUMENTS + word : word.replaceAll('{port}', String(port)),
  );
}

/** Those that a diagnosis may take, and with `--timing` those that measure, twice where the machine was busy. */
function mostHandshakes({ argv }: Cell): number {
  return 25 + (argv.includes('--timing') ? 2 * 3 * (ROUNDS + WARMING) : 0);
}

export function judge(cell: Cell, diagnosed: Diagnosed): Judged {
  const { verdict, handshakes } = diagnosed.diagnosis;
  const others = verdict.candidates.map(({ id }) => id).filter((id) => id !== verdict.id);
  const got = `${verdict.sure} ${verdict.id}${others.length === 0 ? '' : `, or ${others.join(', ')}`}`;
  const as = (outcome: Outcome, more = ''): Judged => ({ cell, outcome, got: got + more, diagnosed });
  if (handshakes > mostHandshakes(cell)) return as('wrong', ` (${handshakes} handshakes)`);
  if (cell.says !== undefined && !cell.says.test(diagnosed.text))
    return as('wrong', ` (does not say ${cell.says})`);
  if (verdict.sure !== 'one-of' && verdict.id === cell.cause) return as('right');
  const named = verdict.candidates.some(({ id }) => id === cell.cause);
  const tells = verdict.candidates.length >= 2 && verdict.candidates.some(({ tell }) => tell !== undefined);
  return as(verdict.sure !== 'proven' && named && tells ? 'unsure' : 'wrong');
}
