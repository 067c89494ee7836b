import { defineLint, type LintRule, yaml } from './rule.ts';

export const schemaUnusable: LintRule = defineLint({
  id: 'schema-unusable',
  title: 'Every payload schema can be compiled.',
  severity: 'warning',
  explain:
    'A schema that cannot be compiled (a keyword with a value that it cannot have) judges nothing: every payload passes. Correct it, so that the promise which it makes is one.',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: object, $schema: 'https://json-schema.org/draft/2020-12/schema', $dynamicRef: tree } }
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          messages:
            say: { payload: { type: object, $schema: 'https://json-schema.org/draft/2020-12/schema' } }
    `,
  },
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
