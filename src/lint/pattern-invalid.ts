import { guardedPatterns } from './guarded-patterns.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const patternInvalid: LintRule = defineLint({
  id: 'pattern-invalid',
  title: 'Every pattern is a regular expression.',
  severity: 'warning',
  explain:
    'JSON Schema writes patterns as ECMA-262 does. Flags in the text such as (?i), \\A and \\Z, or possessive repetitions belong to other languages. Such a pattern judges nothing: any text passes it, here and in most other tools.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: string, pattern: '(?i)^hello$' } }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: string, pattern: '^[Hh]ello$' } }
    `,
  },
  check(contract, { bundle }) {
    return guardedPatterns(contract, bundle, 'invalid').map(({ guard, at }) => ({
      message: `${guard.reason.replace(/\.$/, '')}. The pattern is not run: any text passes it.`,
      at,
      fix: 'Write it as ECMA-262 does (JavaScript), with its "u" flag.',
    }));
  },
});
