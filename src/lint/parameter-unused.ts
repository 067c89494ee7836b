import { formatPointer } from '../contract/json-pointer.ts';
import { rawChannels } from './raw-channels.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const parameterUnused: LintRule = defineLint({
  id: 'parameter-unused',
  title: 'Every parameter that is declared occurs in the address.',
  severity: 'warning',
  explain:
    'AsyncAPI parameters are parts of the address. One that does not occur there promises nothing and is ignored; most often a query parameter was meant, which belongs into the ws channel binding: "bindings: { ws: { query: { type: object, properties: … } } }".',
  example: {
    wrong: yaml`
      channels:
        chat:
          address: /chat
          parameters:
            token: {}
    `,
    right: yaml`
      channels:
        chat:
          address: /chat
          bindings:
            ws: { query: { type: object, properties: { token: { type: string } } } }
    `,
  },
  check(_, { bundle }) {
    return rawChannels(bundle).flatMap(({ node, address, placeholders, declared }) =>
      declared
        .filter((name) => !placeholders.includes(name))
        .map((name) => ({
          message: `The parameter "${name}" does not occur in the address ${address}.`,
          at: bundle.locate(node.uri, `${node.pointer}${formatPointer(['parameters', name])}`),
          fix: `Write {${name}} in the address; if it travels in the query, declare it in bindings.ws.query.`,
        })),
    );
  },
});
