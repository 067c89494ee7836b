import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardOf } from './guard-of.ts';
import { isPlain } from './is-plain.ts';

describe('isPlain', () => {
  test.for(['^[A-Z]+$', '^v\\d{1,3}$', '^[A-Z]{1,5}$', '^a?b*c$', '^[(|+*]$'])(
    'needs no analysis: %s',
    (pattern) => expect(isPlain(pattern)).toBe(true),
  );

  test.for(['[A-Z]+$', '^(a+)+$', '^(a|a)*$', '^a+b+$', '^[a', '^\\w+\\s?\\w*$'])(
    'needs one: %s',
    (pattern) => expect(isPlain(pattern)).toBe(false),
  );

  test('what is plain is what the analysis finds harmless', () => {
    const part = fc.constantFrom(
      'a',
      '\\d',
      '[a-z]',
      '[^b]',
      '.',
      '+',
      '*',
      '?',
      '{2,}',
      '(',
      ')',
      '|',
      '$',
      '\\(',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const pattern = `^${parts.join('')}`;
        expect(isPlain(pattern) ? guardOf(pattern) : undefined).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
