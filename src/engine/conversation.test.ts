import { describe, expect, test } from 'vitest';
import { loadContract } from '../load/load-contract.ts';
import { createConversation } from './conversation.ts';

const document = new URL('../../fixtures/bio-mining/asyncapi.yaml', import.meta.url);
const { contract } = await loadContract(document.href, { validate: false });

/** Steps of `training_by_polling`: start, three polls (running), stop, a poll (stopped), the list. */
describe('a client that follows the scenario in its own way', () => {
  const START = 'startTraining';
  const POLL = 'getTrainingStatus';
  const STOP = 'stopTraining';
  test.each<[string, readonly string[], readonly (string | undefined)[]]>([
    ['as it is written', [START, POLL, POLL, POLL, STOP, POLL], ['start', ...running(3), 'stop', 'stopped']],
    ['with one poll only', [START, POLL, STOP, POLL], ['start', 'running', 'stop', 'stopped']],
    ['with no poll', [START, STOP, POLL], ['start', 'stop', 'stopped']],
    [
      'with more polls',
      [START, ...polls(5), STOP, ...polls(2)],
      ['start', ...running(5), 'stop', 'stopped', 'stopped'],
    ],
    [
      'twice',
      [START, POLL, STOP, POLL, START, POLL],
      ['start', 'running', 'stop', 'stopped', 'start', 'running'],
    ],
    ['and never started it', [POLL, STOP, POLL], [undefined, undefined, undefined]],
  ])('%s', (_, asked, played) => {
    const conversation = createConversation(contract);
    expect(asked.map((operation) => nameOf(conversation.asked(operation)))).toEqual(played);
  });

  function polls(count: number): readonly string[] {
    return Array.from({ length: count }, () => POLL);
  }
  function running(count: number): readonly string[] {
    return Array.from({ length: count }, () => 'running');
  }
  /** Which step it is. */
  function nameOf(step: ReturnType<ReturnType<typeof createConversation>['asked']>): string | undefined {
    if (step?.operation === START) return 'start';
    if (step?.operation === STOP) return 'stop';
    if (step === undefined) return undefined;
    return step.repeat === undefined ? 'stopped' : 'running';
  }
});
