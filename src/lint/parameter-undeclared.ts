import { didYouMean } from '../errors/suggest.ts';
import { rawChannels } from './raw-channels.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const parameterUndeclared: LintRule = defineLint({
  id: 'parameter-undeclared',
  title: 'Every {parameter} of an address is declared.',
  severity: 'warning',
  explain:
    'Without a declaration nobody knows which values a parameter may have: the mock accepts any, and verify has none to connect with. Declare it under "parameters" of the channel, with an enum, a default or examples.',
  example: {
    wrong: yaml`
      channels:
        room:
          address: /rooms/{room}
    `,
    right: yaml`
      channels:
        room:
          address: /rooms/{room}
          parameters:
            room: { examples: [lobby] }
    `,
  },
  check(_, { bundle }) {
    return rawChannels(bundle).flatMap(({ node, address, placeholders, declared, parameters }) =>
      placeholders
        .filter((name) => !declared.includes(name))
        .map((name) => ({
          message: `The address ${address} has the parameter {${name}}, which is not declared.${didYouMean(
            name,
            declared.filter((other) => !placeholders.includes(other)),
          )}`,
          at: bundle.locate(node.uri, parameters === undefined ? node.pointer : `${node.pointer}/parameters`),
          fix: `Add "${name}" under "parameters" of the channel, with examples or an enum.`,
        })),
    );
  },
});
