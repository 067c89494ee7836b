import { defineLint, type LintRule } from './rule.ts';

export const schemaUnusable: LintRule = defineLint({
  id: 'schema-unusable',
  title: 'Every payload schema can be compiled.',
  severity: 'warning',
  explain:
    'A schema that cannot be compiled (a pattern that is no regular expression, a $ref that leads nowhere) judges nothing: every payload passes. Correct it, so that the promise which it makes is one.',
  check(contract, { validators }) {
    const told = new Set<string>();
    return Object.values(contract.messages).flatMap(({ id, payload, at }) => {
      const reason = payload === undefined ? undefined : validators.unusable(payload);
      if (payload === undefined || reason === undefined || told.has(payload)) return [];
      told.add(payload);
      return [
        {
          message: `The schema of "${id}" cannot be compiled, so that every payload passes: ${reason.replace(/\.$/, '')}.`,
          at,
          fix: 'Correct the schema.',
        },
      ];
    });
  },
});
