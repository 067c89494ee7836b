import type { Outcome } from './run-cell.ts';
import type { Visit } from './run-zoo.ts';

const SIGNS: Readonly<Record<Outcome, string>> = { right: '✓', unsure: '?', wrong: '✗' };

/** One line for each cell of a server. */
export function visitLines({ animal, judged, skipped }: Visit): string {
  if (skipped !== undefined) return `- ${animal.name}: skipped, ${skipped}\n`;
  return judged
    .map(({ cell, outcome, got, diagnosed }) => {
      const asked = [cell.url, ...cell.argv]
        .map((word) => (word.length > 80 ? `${word.slice(0, 60)}…` : word))
        .join(' ');
      const { handshakes, duration } = diagnosed.diagnosis;
      return `${SIGNS[outcome]} ${animal.name}  ${asked}\n    ${cell.cause}: ${got}  (${handshakes} handshakes, ${duration} ms)\n`;
    })
    .join('');
}

/** Cause × server: how many cells of each are right, rightly unsure, and wrong. */
export function tableOf(visits: readonly Visit[]): string {
  const causes = new Map<string, Map<string, Outcome[]>>();
  for (const { animal, judged } of visits)
    for (const { cell, outcome } of judged) {
      const row = causes.get(cell.cause) ?? new Map<string, Outcome[]>();
      row.set(animal.name, [...(row.get(animal.name) ?? []), outcome]);
      causes.set(cell.cause, row);
    }
  const width = Math.max(0, ...[...causes.keys()].map(({ length }) => length));
  return [...causes]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([cause, row]) => {
      const servers = [...row].map(
        ([name, outcomes]) => `${name} ${outcomes.map((each) => SIGNS[each]).join('')}`,
      );
      return `${cause.padEnd(width)}  ${servers.join(' · ')}`;
    })
    .join('\n');
}

function tally(visits: readonly Visit[]): Readonly<Record<Outcome | 'all', number>> {
  const all = visits.flatMap(({ judged }) => judged);
  const of = (wanted: Outcome): number => all.filter(({ outcome }) => outcome === wanted).length;
  return { all: all.length, right: of('right'), unsure: of('unsure'), wrong: of('wrong') };
}

/** The last line: `cells N · right N · unsure N · wrong 0`. */
export function countsOf(visits: readonly Visit[]): string {
  const { all, right, unsure, wrong } = tally(visits);
  return `cells ${all} · right ${right} · unsure ${unsure} · wrong ${wrong}`;
}

/** Nothing is wrong, and nine of ten are right. */
export function passed(visits: readonly Visit[]): boolean {
  const { all, right, wrong } = tally(visits);
  return all > 0 && wrong === 0 && right >= 0.9 * all;
}
