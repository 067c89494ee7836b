import { describe, expect, test } from 'vitest';
import { closeReason, refusalText } from './refusal-text.ts';

test('a refusal says which guard, why, and what would have passed', () => {
  expect(refusalText('origin', 'The Origin x is not allowed.', 'Send Origin: y.')).toBe(
    'Countersign refused this handshake (origin).\nThe Origin x is not allowed.\nSend Origin: y.\n',
  );
});

describe("a Close frame's reason", () => {
  test.each([
    ['short', 'short'],
    ['a'.repeat(123), 'a'.repeat(123)],
    ['a'.repeat(124), `${'a'.repeat(120)}…`],
    ['é'.repeat(62), `${'é'.repeat(60)}…`],
    ['€'.repeat(42), `${'€'.repeat(40)}…`],
    [`a${'😀'.repeat(31)}`, `a${'😀'.repeat(29)}…`],
  ])('%s → %s', (text, cut) => {
    expect(closeReason(text)).toBe(cut);
    expect(Buffer.byteLength(closeReason(text))).toBeLessThanOrEqual(123);
  });
});
