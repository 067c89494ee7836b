import type { Automaton, CharacterSet } from './automaton.ts';
import { strongComponents } from './strong-components.ts';

/** Steps after which the search is given up. */
const MOST_STEPS = 5_000_000;

/**
 * Can one text be read in two ways within a loop, so that each turn doubles the ways which a backtracking matcher
 * tries before it fails? The criterion EDA of Weber and Seidl, "On the degree of ambiguity of finite automata" (1991):
 * from some state two different paths with the same text lead back to it. `undefined`: too large to say.
 */
export function isAmbiguous({ reads, edges, free }: Automaton): boolean | undefined {
  const steps = { left: MOST_STEPS };
  const overlap = overlaps(reads);
  for (const component of strongComponents(edges)) {
    // Where the expression may end here with anything behind it, the matcher never has to go back.
    if (component.some((position) => free.has(position))) continue;
    const inside = new Set(component);
    const rows = new Map(
      component.map((from) => [from, [...(edges[from] ?? [])].filter(([to]) => inside.has(to))] as const),
    );
    if ([...rows.values()].some((row) => row.some(([, ways]) => ways > 1))) return true;
    const found = hasTwoPaths(rows, overlap, steps);
    if (found !== false) return found;
  }
  return false;
}

type Rows = ReadonlyMap<number, readonly (readonly [to: number, ways: number])[]>;

/**
 * Walks in pairs, both reading the same text. All pairs (p, p) of one component reach each other, so two paths exist
 * where a pair of two positions is reached from such a pair and leads back to one.
 */
function hasTwoPaths(
  rows: Rows,
  overlap: (a: number, b: number) => boolean,
  steps: { left: number },
): boolean | undefined {
  const backwards = new Map<string, string[]>();
  const seen = new Set<string>();
  const queue: (readonly [number, number])[] = [];
  const visit = (a: number, b: number): void => {
    const key = pair(a, b);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push([a, b]);
  };
  for (const position of rows.keys()) visit(position, position);
  for (const [a, b] of queue) {
    for (const [nextA] of rows.get(a) ?? []) {
      for (const [nextB] of rows.get(b) ?? []) {
        steps.left -= 1;
        if (steps.left < 0) return undefined;
        if (!overlap(nextA, nextB)) continue;
        const key = pair(nextA, nextB);
        const from = backwards.get(key);
        if (from === undefined) backwards.set(key, [pair(a, b)]);
        else from.push(pair(a, b));
        visit(nextA, nextB);
      }
    }
  }
  const returning = new Set([...rows.keys()].map((position) => pair(position, position)));
  for (const key of returning) {
    for (const from of backwards.get(key) ?? []) {
      const [a, b] = from.split(' ');
      if (a !== b) return true;
      returning.add(from);
    }
  }
  return false;
}

function pair(a: number, b: number): string {
  return `${a} ${b}`;
}

/** Do two positions read a character in common? Asked often, so remembered by the sets, of which there are few. */
function overlaps(reads: readonly CharacterSet[]): (a: number, b: number) => boolean {
  const distinct: CharacterSet[] = [];
  const classOf = reads.map((set) => {
    const known = distinct.findIndex((other) => other.equals(set));
    return known === -1 ? distinct.push(set) - 1 : known;
  });
  const table = distinct.map((set) => distinct.map((other) => !set.isDisjointWith(other)));
  return (a, b) => table[classOf[a] ?? -1]?.[classOf[b] ?? -1] ?? false;
}
