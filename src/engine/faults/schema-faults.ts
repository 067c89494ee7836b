import { isJsonObject, type Json } from '../../contract/json.ts';
import { type FaultKind, plain } from './fault-kind.ts';
import { firstToSeeBroken } from './first-to-see.ts';
import { type Mutation, mutate } from './mutate.ts';
import { rehearsalOf } from './rehearsal.ts';

/** The named ways to break the schema of every message that the server sends, as far as the schema lets them. */
export const schemaFaults: readonly FaultKind[] = [
  breaking('missing-field', 'Leaves a required field out of its messages.', {
    instead: () => [undefined],
    keywords: ['required'],
  }),
  breaking('wrong-type', 'Sends a text for a number, a number for a text, and the like.', {
    instead: (value) => [ofAnotherType(value)],
    keywords: ['type'],
  }),
  breaking('null-field', 'Sends null for a value that cannot be null.', {
    instead: (value) => (value === null ? [] : [null]),
    keywords: ['type'],
  }),
  breaking('unknown-enum', 'Sends a value that its enum does not have.', {
    instead: (value) =>
      typeof value === 'string' ? [`${value}_UNKNOWN`] : typeof value === 'number' ? [value + 1_000_003] : [],
    keywords: ['enum'],
  }),
  breaking('out-of-range', 'Sends numbers, texts and lists beyond their limits.', {
    instead: beyond,
    keywords: [
      'minimum',
      'maximum',
      'exclusiveMinimum',
      'exclusiveMaximum',
      'minLength',
      'maxLength',
      'minItems',
      'maxItems',
    ],
  }),
  breaking('wrong-format', 'Sends texts that break their pattern or format.', {
    instead: (value) => (typeof value === 'string' ? ['~ not this ~', '\u0000'] : []),
    keywords: ['pattern', 'format'],
  }),
  breaking('unknown-field', 'Adds a field that the document does not have, where it forbids such fields.', {
    instead: (value) => (isJsonObject(value) ? [{ ...value, countersignUnknown: true }] : []),
    keywords: ['additionalProperties', 'unevaluatedProperties', 'maxProperties'],
  }),
];

function breaking(name: string, title: string, mutation: Mutation): FaultKind {
  return plain(name, {
    title,
    breaks: (contract) => {
      const { validators, payload } = rehearsalOf(contract);
      return firstToSeeBroken(contract, (message) => {
        const value = payload(message);
        return value !== undefined && mutate(contract, validators, message, value, mutation) !== undefined;
      });
    },
    send: (outgoing, { contract, validators }) => {
      const payload = mutate(contract, validators, outgoing.message, outgoing.payload, mutation);
      return [payload === undefined ? outgoing : { ...outgoing, payload }];
    },
  });
}

function ofAnotherType(value: Json): Json {
  switch (typeof value) {
    case 'string':
      return 12_345;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    default:
      return Array.isArray(value) ? {} : value === null ? 'null' : [];
  }
}

const LONG = 100_000;

function beyond(value: Json): readonly Json[] {
  if (typeof value === 'number') return [-1, -1e15, 1e15];
  if (typeof value === 'string') return ['', value.padEnd(LONG, 'x')];
  return Array.isArray(value) && value.length > 0
    ? [[], Array.from({ length: 10_000 }, () => value[0] ?? null)]
    : [];
}
