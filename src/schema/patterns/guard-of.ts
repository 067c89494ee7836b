import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import type { PatternGuard } from '../../contract/schema.ts';
import { automataOf } from './automaton.ts';
import { isAmbiguous } from './is-ambiguous.ts';

/** Characters of a pattern that are analysed at most. */
const LONGEST_PATTERN = 5_000;
/** What one match may cost: so many steps of the matcher take less than a second. */
const MOST_STEPS = 1e8;

/**
 * How a pattern behaves on a text that was chosen to make it slow; `undefined`: in time that grows with the text.
 * Read as ECMA-262 reads it with its `u` flag, which JSON Schema recommends, else without.
 *
 * @note Exponential time is our own finding: of the libraries that are small and never wrong about harmless patterns,
 * none sees `(a|a)*$`. Polynomial time is the word of scslre.
 */
export function guardOf(pattern: string): PatternGuard | undefined {
  const flags = flagsFor(pattern);
  if (typeof flags === 'object') return { kind: 'invalid', reason: flags.reason };
  if (!/[*+{]/.test(pattern)) return undefined;
  if (pattern.length > LONGEST_PATTERN) return { kind: 'too-large' };
  const tree = parse(pattern, flags);
  if (tree === undefined) return { kind: 'too-large' };
  const automata = automataOf(tree.alternatives, { unicode: flags === 'u' });
  if (automata === undefined) return { kind: 'too-large' };
  for (const automaton of automata) {
    const ambiguous = isAmbiguous(automaton);
    if (ambiguous === undefined) return { kind: 'too-large' };
    if (ambiguous) return { kind: 'backtracks' };
  }
  const { reports } = analyse({ source: pattern, flags });
  return reports.length === 0 ? undefined : { kind: 'slow', longest: longestText(tree, reports.length) };
}

/** `u`, or `''` for what only the older syntax allows, such as `[\w-.]`; else why it is no regular expression. */
export function flagsFor(pattern: string): 'u' | '' | { readonly reason: string } {
  try {
    new RegExp(pattern, 'u');
    return 'u';
  } catch (error) {
    try {
      new RegExp(pattern);
      return '';
    } catch {
      return { reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

function parse(pattern: string, flags: 'u' | ''): AST.Pattern | undefined {
  try {
    return new RegExpParser().parsePattern(pattern, 0, pattern.length, flags === 'u');
  } catch {
    // Newer syntax than this parser knows, or nested deeper than its recursion goes.
    return undefined;
  }
}

/**
 * n characters cost about n^d / d! steps. d is at most the number of loops, and one more where the search begins anew
 * at each character; and it is at most one more than the number of pairs that can take characters from each other.
 */
function longestText(tree: AST.Pattern, pairs: number): number {
  let loops = tree.alternatives.every(({ elements: [first] }) => isStart(first)) ? 0 : 1;
  visitRegExpAST(tree, {
    onQuantifierEnter({ max }) {
      if (max > 10) loops += 1;
    },
  });
  const degree = Math.max(2, Math.min(loops, pairs + 1));
  let budget = MOST_STEPS;
  for (let factor = 2; factor <= degree; factor += 1) budget *= factor;
  return Math.floor(budget ** (1 / degree));
}

function isStart(element: AST.Element | undefined): boolean {
  return element?.type === 'Assertion' && element.kind === 'start';
}
