import { guardedPatterns } from './guarded-patterns.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const patternBacktracks: LintRule = defineLint({
  id: 'pattern-backtracks',
  title: 'No pattern backtracks for ever.',
  severity: 'warning',
  explain:
    'A pattern that can read the same text in several ways tries all of them before it says no: with every further character twice as many, so that thirty characters from a stranger stop the process. Countersign does not run such a pattern on what a peer sends, and any text passes it; other validators do run it. Write it so that each character has one place: ^(a+)+$ is ^a+$.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: string, pattern: '^(\w+\s?)*$' } }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: string, pattern: '^\w+(\s\w+)*\s?$' } }
    `,
  },
  check(contract, { bundle }) {
    return guardedPatterns(contract, bundle, 'backtracks', 'too-large').map(({ pattern, guard, at }) => ({
      message:
        guard.kind === 'backtracks'
          ? `The pattern ${pattern} can backtrack for ever. It is not run: any text passes it.`
          : `The pattern ${pattern.slice(0, 60)}… is too large to say how long it takes. It is not run: any text passes it.`,
      at,
      fix: 'Write it so that no text can be read in two ways: no repetition of a repetition without something between.',
    }));
  },
});
