import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { hold, honestChat } from '../../test/support/hold.ts';
import type { Contract } from '../contract/contract.ts';

/** The contract with so many examples of "say": each would wait for its reply. */
function manyExamples(count: number): Contract {
  const contract = chatContract();
  const { say } = contract.messages;
  const [example] = say?.examples ?? [];
  if (say === undefined || example === undefined)
    throw new RangeError('chatContract has an example of "say".');
  const examples = Array.from({ length: count }, (_, i) => ({ ...example, name: `example-${i}` }));
  return { ...contract, messages: { ...contract.messages, say: { ...say, examples } } };
}

test('a backend that falls silent costs the longest wait, not the sum of all', async () => {
  const contract = manyExamples(100);
  const { cases, duration } = await hold(contract, { ...honestChat, frame: () => {} }, { diagnose: false });
  const replies = cases.filter(({ check }) => check === 'exchange.reply');
  expect(replies).toHaveLength(100);
  expect(replies.filter(({ finding }) => finding.outcome === 'failed').length).toBeGreaterThan(2);
  expect(replies.at(-1)?.finding).toMatchObject({
    outcome: 'skipped',
    message: expect.stringMatching(
      /^Not run: \d+ cases of exchange\.reply have waited here for as long as they may, and nothing came\.$/,
    ),
  });
  expect(duration).toBeLessThan(25_000);
});
