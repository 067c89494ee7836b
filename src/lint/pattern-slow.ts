import { guardedPatterns } from './guarded-patterns.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const patternSlow: LintRule = defineLint({
  id: 'pattern-slow',
  title: 'The time that a pattern takes grows no faster than the text.',
  severity: 'info',
  explain:
    'Two neighbouring repetitions that can read the same characters, or a search that begins anew at each character, take a time that grows with the square of the text, or worse. That does no harm to short texts; Countersign does not run the pattern on longer ones, which pass. Begin the pattern with ^, let neighbours read different characters, or add a maxLength.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: string, pattern: '\s+$' } }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: string, pattern: '\s$' } }
    `,
  },
  check(contract, { bundle }) {
    return guardedPatterns(contract, bundle, 'slow').map(({ pattern, guard, at }) => ({
      message: `The pattern ${pattern} takes a time that grows faster than the text. It is not run on more than ${guard.longest} characters: longer texts pass it.`,
      at,
      fix: 'Begin it with ^, and let neighbouring repetitions read different characters.',
    }));
  },
});
