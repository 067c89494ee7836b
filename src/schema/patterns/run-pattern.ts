import type { Contract } from '../../contract/contract.ts';
import { regExpOf } from './reg-exp-of.ts';

/** What ajv asks of a regular expression. Its text is the key under which ajv shares it. */
interface Matcher {
  test(text: string): boolean;
  toString(): string;
}

/** How ajv makes a pattern into something to run (its option `code.regExp`). */
export interface PatternRunner {
  (pattern: string, flags: string): Matcher;
  /** For standalone code, which is never written here. */
  code: string;
}

/**
 * As `regExpOf` reads it. A slow pattern lets longer texts pass than the contract's guard says. Throws `SyntaxError`.
 */
export function patternRunner({ schemas }: Pick<Contract, 'schemas'>): PatternRunner {
  const longest = new Map<string, number>();
  for (const { guarded } of Object.values(schemas)) {
    for (const [pattern, guard] of Object.entries(guarded ?? {}))
      if (guard.kind === 'slow') longest.set(pattern, guard.longest);
  }
  const run = (pattern: string): Matcher => {
    const expression = regExpOf(pattern);
    const most = longest.get(pattern);
    if (most === undefined) return expression;
    return {
      test: (text) => text.length > most || expression.test(text),
      toString: () => `${expression} up to ${most}`,
    };
  };
  return Object.assign(run, { code: 'new RegExp' });
}
