import { describe, expect, test } from 'vitest';
import type { Json } from '../contract/json.ts';
import type { Expectation } from '../script/script.ts';
import { createInbox } from './inbox.ts';

/** `'a'` a frame comes, `'pong'` a Pong, `'>'` one is sent, an object: an expectation begins. */
type Event = string | Expectation;

/** What each expectation came to: fulfilled, ended, or still listening when the next one began. */
function play(events: readonly Event[]): (boolean | 'listening')[] {
  const inbox = createInbox();
  const results: (boolean | 'listening')[] = [];
  let last: { stop(): void } | undefined;
  for (const event of events) {
    if (event === '>') inbox.sent();
    else if (event === 'pong') inbox.add({ message: undefined, payload: undefined, pong: true }, true);
    else if (typeof event === 'string') {
      const [message = '', payload = 'null'] = event.split(/:(.*)/s);
      inbox.add(
        { message: message === '?' ? undefined : message, payload: JSON.parse(payload) as Json },
        true,
      );
    } else {
      last?.stop();
      const index = results.push('listening') - 1;
      last = inbox.expect(event, (fulfilled) => {
        results[index] = fulfilled;
      });
    }
  }
  return results;
}

const a: Expectation = { messages: ['a'] };
const b: Expectation = { messages: ['b'] };

describe('an expectation hears frames', () => {
  test.each<[string, Event[], (boolean | 'listening')[]]>([
    ['that come later', [a, 'a'], [true]],
    ['that were there already', ['a', a], [true]],
    ['each only once', ['a', a, a], [true, 'listening']],
    ['in their order, and leaves those that pass by to later ones', ['b', 'a', a, b], [true, true]],
    ['that passed by while another listened', [a, 'b', 'a', b], [true, true]],
    ['of any kind, where none is named', ['?', {}], [true]],
    [
      'that hold what is asked',
      [{ where: [{ pointer: '/id', value: 1 }] }, '?:{"id":"1"}', '?:{"id":1}'],
      [true],
    ],
    ['until enough have come', ['a', { ...a, count: 3 }, 'a'], ['listening']],
    ['and then is fulfilled', ['a', { ...a, count: 3 }, 'a', 'a'], [true]],
    [
      'until the last holds what it must',
      [{ ...a, last: { end: true } }, 'a:{"end":false}', 'a:{"end":true,"n":2}'],
      [true],
    ],
    ['both enough and the last', [{ ...a, count: 2, last: 1 }, 'a:1', 'a:2', 'a:1'], [true]],
    ['and is ended by one that may not come in between', [{ ...a, tolerate: ['b'] }, 'b', '?', 'a'], [false]],
    ['and is ended by any other where nothing is tolerated', [{ ...a, tolerate: [] }, 'b'], [false]],
    ['and consumes the one that ended it', [{ ...a, tolerate: [] }, 'b', b], [false, 'listening']],
    ['and is not ended by one from before the latest send', ['b', '>', { ...a, tolerate: [] }, 'a'], [true]],
    ['but may count one from before it', ['a', '>', { ...a, tolerate: [] }], [true]],
    [
      'and leaves one from before it to a later one',
      ['b', '>', { ...a, tolerate: [] }, 'a', b],
      [true, true],
    ],
    ['none of them, where only the end counts', ['a', { closed: true }, 'b'], ['listening']],
    ['and leaves them then', ['a', { closed: true }, 'b', b, a], ['listening', true, true]],
    ['none of them, where a Pong is waited for', [{ pong: true }, 'a', 'pong', a], [true, true]],
    ['which nothing else hears', [{}, 'pong'], ['listening']],
    ['which ends nothing', [{ ...a, tolerate: [] }, 'pong', 'a'], [true]],
    ['no longer once it has been stopped', [a, b, 'a', a], ['listening', 'listening', true]],
  ])('%s', (_, events, results) => {
    expect(play(events)).toEqual(results);
  });
});

test('a frame that is not to be kept is heard by who listens now, and by nobody later', () => {
  const inbox = createInbox();
  const heard: boolean[] = [];
  inbox.add({ message: 'a', payload: null }, false);
  inbox.expect(a, (fulfilled) => heard.push(fulfilled));
  expect(heard).toEqual([]);
  inbox.add({ message: 'a', payload: null }, false);
  expect(heard).toEqual([true]);
});
