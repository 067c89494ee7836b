import type { AST } from '@eslint-community/regexpp';
import { type ReadonlyFlags, toUnicodeSet } from 'regexp-ast-analysis';

/** What a position reads: one of these characters. */
export type CharacterSet = ReturnType<typeof toUnicodeSet>['chars'];

/** 0, 1, or 2 for "two or more": in how many ways something can be. */
export type Ways = 0 | 1 | 2;

/**
 * The position automaton (Glushkov) of a regular expression, as a backtracking matcher walks it: an edge that can be
 * taken in two ways is there twice, since the matcher tries both.
 */
export interface Automaton {
  /** Position → what it reads. */
  readonly reads: readonly CharacterSet[];
  /** Position → the positions that may come next, and in how many ways. */
  readonly edges: readonly ReadonlyMap<number, Ways>[];
  /** Positions after which the whole expression matches, whatever follows: from here on nothing can fail. */
  readonly free: ReadonlySet<number>;
}

/** More positions, or more edges, than any pattern that a person wrote. */
const MOST_POSITIONS = 2_000;
const MOST_EDGES = 100_000;

/** Copies that `x{1,30}` is unrolled to, of one character, and of anything else; more of them count as a loop. */
const MOST_COPIES = 128;
const MOST_COPIES_OF_MANY = 8;

interface Fragment {
  readonly first: ReadonlyMap<number, Ways>;
  readonly last: ReadonlyMap<number, Ways>;
  /** In how many ways it matches nothing. */
  readonly empty: Ways;
  /** Those of `last` from which its end is reached past no assertion. */
  readonly free: ReadonlySet<number>;
  readonly emptyIsFree: boolean;
}

const NOTHING: Fragment = {
  first: new Map(),
  last: new Map(),
  empty: 1,
  free: new Set(),
  emptyIsFree: true,
};
/** `$`, `\b`, a lookaround, a back reference: reads nothing that is modelled here, and may fail. */
const ASSERTION: Fragment = { ...NOTHING, emptyIsFree: false };

/**
 * The automata of an expression: its own, and one for each lookaround. `undefined` where it is too large.
 * Assertions are passed as if they always held, so there may be more paths than the matcher really takes.
 */
export function automataOf(
  alternatives: readonly AST.Alternative[],
  flags: ReadonlyFlags,
): readonly Automaton[] | undefined {
  const automata: Automaton[] = [];
  const waiting: (readonly AST.Alternative[])[] = [alternatives];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const automaton = build(next, flags, (body) => waiting.push(body));
    if (automaton === undefined) return undefined;
    automata.push(automaton);
  }
  return automata;
}

class TooLarge extends Error {}

function build(
  alternatives: readonly AST.Alternative[],
  flags: ReadonlyFlags,
  onLookaround: (body: readonly AST.Alternative[]) => void,
): Automaton | undefined {
  const reads: CharacterSet[] = [];
  const edges: Map<number, Ways>[] = [];
  let edgeCount = 0;

  function connect(last: ReadonlyMap<number, Ways>, first: ReadonlyMap<number, Ways>): void {
    for (const [from, ways] of last) {
      const row = edges[from] ?? new Map<number, Ways>();
      edges[from] = row;
      for (const [to, more] of first) {
        if (!row.has(to)) edgeCount += 1;
        if (edgeCount > MOST_EDGES) throw new TooLarge();
        row.set(to, plus(row.get(to) ?? 0, times(ways, more)));
      }
    }
  }

  function position(characters: CharacterSet): Fragment {
    if (reads.length >= MOST_POSITIONS) throw new TooLarge();
    const here = reads.push(characters) - 1;
    edges[here] = new Map();
    const one = new Map<number, Ways>([[here, 1]]);
    return { first: one, last: one, empty: 0, free: new Set([here]), emptyIsFree: false };
  }

  function sequence(a: Fragment, b: Fragment): Fragment {
    connect(a.last, b.first);
    return {
      first: union(a.first, b.first, a.empty),
      last: union(b.last, a.last, b.empty),
      empty: times(a.empty, b.empty),
      free: new Set([...b.free, ...(b.emptyIsFree ? a.free : [])]),
      emptyIsFree: a.emptyIsFree && b.emptyIsFree,
    };
  }

  function either(list: readonly AST.Alternative[]): Fragment {
    const parts = list.map((alternative) =>
      alternative.elements.reduce((before, element) => sequence(before, fragment(element)), NOTHING),
    );
    return parts.reduce((a, b) => ({
      first: union(a.first, b.first, 1),
      last: union(a.last, b.last, 1),
      empty: plus(a.empty, b.empty),
      free: new Set([...a.free, ...b.free]),
      emptyIsFree: a.emptyIsFree || b.emptyIsFree,
    }));
  }

  /** ECMA-262, RepeatMatcher: once the least count is reached, a turn that reads nothing is given up. */
  function repeat({ element, min, max }: AST.Quantifier): Fragment {
    if (max === 0) return NOTHING;
    const before = reads.length;
    const body = fragment(element);
    const isOne = reads.length - before === 1 && body.empty === 0;
    if (max > (isOne ? MOST_COPIES : MOST_COPIES_OF_MANY)) return loop(body, min);
    // As the matcher does it: x{1,3} is x(?:x(?:x)?)?, in which no text can be read in two ways.
    const copies = [body, ...Array.from({ length: max - 1 }, () => fragment(element))];
    return copies.reduceRight<Fragment>((rest, copy, index) => {
      const all = sequence(copy, rest);
      return index < min ? all : { ...all, empty: 1, emptyIsFree: true };
    }, NOTHING);
  }

  function loop(body: Fragment, min: number): Fragment {
    connect(body.last, body.first);
    // Of many turns that must be there, any may read nothing.
    if (body.empty > 0 && min > MOST_COPIES_OF_MANY) connect(body.last, body.first);
    if (min === 0) return { ...body, empty: 1, emptyIsFree: true };
    return body.empty === 0 ? body : { ...body, first: union(body.first, body.first, 1) };
  }

  function fragment(element: AST.Element): Fragment {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return position(toUnicodeSet(element, flags).chars);
      case 'Group':
      case 'CapturingGroup':
        return either(element.alternatives);
      case 'Quantifier':
        return repeat(element);
      case 'Backreference':
        return ASSERTION;
      case 'Assertion':
        if (element.kind === 'lookahead' || element.kind === 'lookbehind') onLookaround(element.alternatives);
        return element.kind === 'start' ? NOTHING : ASSERTION;
    }
  }

  try {
    const { free } = either(alternatives);
    return { reads, edges, free };
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

function plus(a: Ways, b: Ways): Ways {
  return Math.min(2, a + b) as Ways;
}

function times(a: Ways, b: Ways): Ways {
  return Math.min(2, a * b) as Ways;
}

/** `a`, and `b` in each of so many ways. */
function union(
  a: ReadonlyMap<number, Ways>,
  b: ReadonlyMap<number, Ways>,
  ways: Ways,
): ReadonlyMap<number, Ways> {
  if (ways === 0 || b.size === 0) return a;
  const all = new Map(a);
  for (const [position, more] of b) all.set(position, plus(all.get(position) ?? 0, times(more, ways)));
  return all;
}
