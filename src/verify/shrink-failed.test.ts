import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { hold, honestChat } from '../../test/support/hold.ts';
import { nowhere } from '../../test/support/tiny-contract.ts';
import { type Check, type CheckCase, defineCheck } from '../checks/check.ts';

/** Fails for each number from 10 on; it can be made one smaller, or half as big. */
function caseOf(n: number): CheckCase {
  return {
    name: 'number',
    title: 'A number is small',
    basis: 'document',
    at: nowhere,
    covers: [],
    generated: true,
    script: { steps: [], deadline: 10 },
    judge: () => ({ outcome: n < 10 ? 'passed' : 'failed', message: `It is ${n}.` }),
    shrink: () => [caseOf(Math.floor(n / 2)), caseOf(n - 1)],
  };
}

const check: Check = defineCheck({
  id: 'test.number',
  title: 'Numbers are small',
  area: 'exchange',
  source: 'a test',
  explain: '',
  plan: ({ seed }) => [caseOf(seed)],
});

test('what was made up and fails is made smaller, and named so that it can be run again', async () => {
  const options = { checks: [check], seed: 45 };
  const [found] = (await hold(chatContract(), honestChat, options)).cases;
  expect(found?.finding.message).toBe('It is 10.');
  // 45 → 22 → 11 → 10.
  expect(found?.replay).toBe('test.number/number@45~0.0.1');
  const replay = found?.replay ?? '';
  const again = (await hold(chatContract(), honestChat, { checks: [check], replay })).cases;
  expect(again.map(({ key, finding, replay: id }) => [key, finding.message, id])).toEqual([
    ['test.number/number', 'It is 10.', replay],
  ]);
});

test('a case that passes is left as it is', async () => {
  const [found] = (await hold(chatContract(), honestChat, { checks: [check], seed: 9 })).cases;
  expect(found?.finding).toEqual({ outcome: 'passed', message: 'It is 9.' });
  expect(found?.replay).toBeUndefined();
});
