import type { Contract } from '../contract/contract.ts';
import type { Message } from '../contract/message.ts';
import type { Validators } from '../schema/validators.ts';
import { defineLint, type LintFinding, type LintRule, yaml } from './rule.ts';

export const noExamples: LintRule = defineLint({
  id: 'no-examples',
  title: 'Every message has an example.',
  severity: 'info',
  explain:
    'Without an example the mock makes a payload up: valid, but with values that mean nothing to the people who look at it, and verify sends such a payload to the backend. One good example per message makes both of them speak the language of the API.',
  example: {
    wrong: yaml`
      channels:
        prices:
          address: /prices
          messages:
            price: { payload: { type: object, properties: { bid: { type: number } } } }
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
    const servers = new Set(sentByServer(contract));
    const clients = new Set(sentByClient(contract));
    const bare = Object.values(contract.messages).filter(
      (message) =>
        (servers.has(message.id) || clients.has(message.id)) &&
        message.format === 'json' &&
        message.payload !== undefined &&
        !hasExample(message, validators),
    );
    const [first, ...others] = bare;
    if (first !== undefined && bare.length > SINGLY) return [together(first, others)];
    return bare.map((message) => {
      const who = servers.has(message.id) ? 'the mock makes its payload up' : 'verify makes up what it sends';
      return {
        message: `"${message.id}" has no ${message.examples.length === 0 ? '' : 'valid '}example: ${who}.`,
        at: message.at,
        fix: FIX,
      };
    });
  },
});

/** More messages than this are named in one finding: where none has an example, that is one thing to know. */
const SINGLY = 5;
const FIX = 'Add "examples: [{ name: …, payload: … }]" to the message.';

function together(first: Message, others: readonly Message[]): LintFinding {
  const names = [first, ...others].slice(0, 3).map(({ id }) => `"${id}"`);
  return {
    message: `${others.length + 1} messages have no valid example, among them ${names.join(', ')}: the mock and verify make their payloads up.`,
    at: first.at,
    fix: FIX,
  };
}

function hasExample({ payload, examples }: Message, validators: Validators): boolean {
  return examples.some(
    (example) =>
      payload === undefined ||
      validators.valid(payload, example.payload) ||
      JSON.stringify(example.payload).includes('{{'),
  );
}

function sentByServer({ endpoints, companions }: Contract): string[] {
  return [
    ...endpoints.flatMap(({ messages }) => messages.server),
    ...companions.flatMap(({ responses }) => responses.map(({ message }) => message)),
  ];
}

function sentByClient({ endpoints, companions }: Contract): string[] {
  return [
    ...endpoints.flatMap(({ messages }) => messages.client),
    ...companions.flatMap(({ request }) => request),
  ];
}
