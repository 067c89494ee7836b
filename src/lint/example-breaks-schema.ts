import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { MessageExample } from '../contract/message.ts';
import type { SchemaError } from '../schema/validators.ts';
import { defineLint, type LintRule, yaml } from './rule.ts';

export const exampleBreaksSchema: LintRule = defineLint({
  id: 'example-breaks-schema',
  title: 'Every example is valid against the schema of its message.',
  severity: 'warning',
  explain:
    'An example that its own schema forbids is never played by the mock and never sent by verify, so whoever wrote it waits for it in vain. One of the two is wrong: correct the example, or the schema. One example in eight of real documents is broken in this way.',
  example: {
    wrong: yaml`
      channels:
        prices:
          address: /prices
          messages:
            price:
              payload: { type: object, properties: { bid: { type: number } } }
              examples: [{ payload: { bid: '1.25' } }]
    `,
    right: yaml`
      channels:
        prices:
          address: /prices
          messages:
            price:
              payload: { type: object, properties: { bid: { type: number } } }
              examples: [{ payload: { bid: 1.25 } }]
    `,
  },
  check(contract, { validators }) {
    return Object.values(contract.messages).flatMap(({ id, payload, examples }) => {
      if (payload === undefined) return [];
      return examples.flatMap((example, index) => {
        const errors = validators
          .errors(payload, example.payload)
          .filter((error) => !isTemplated(example.payload, error));
        const [first] = errors;
        if (first === undefined) return [];
        const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
        return [
          {
            message: `${nameOf(example, index)} of "${id}" breaks its schema: ${first.message}${more}.`,
            at: example.at,
            fix: `Correct the example${first.pointer === '' ? '' : ` at ${first.pointer}`}, or the schema.`,
          },
        ];
      });
    });
  },
});

/** A `{{ template }}` is a text in the document and becomes something else when the mock fills it in. */
function isTemplated(payload: Json, { pointer }: SchemaError): boolean {
  const value = readPointer(payload, pointer);
  return typeof value === 'string' && value.includes('{{');
}

function nameOf({ name }: MessageExample, index: number): string {
  return name === undefined ? `Example ${index + 1}` : `The example "${name}"`;
}
