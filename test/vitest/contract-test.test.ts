import { beforeAll, describe, expect, test } from 'vitest';
import { type Assertion, runVitest } from './run-vitest.ts';

describe('a test with the mock of a contract', () => {
  let tests: ReadonlyMap<string, Assertion>;
  beforeAll(async () => {
    const of = await runVitest('frontend');
    tests = new Map(of('feed.frontend.ts').map((one) => [one.title, one]));
  });

  test.each([
    'a client that keeps the contract',
    'the same mock, as new',
    'a test that does not take the mock',
    'only warns',
    'ignores',
  ])('passes: %s', (title) => {
    expect(tests.get(title)).toMatchObject({ status: 'passed', failureMessages: [] });
  });

  test.each([
    [
      'a frame that breaks the contract',
      [
        'BrokenContract: The contract was broken in this test:',
        '- frame at feed: It is no valid "subscribe": the payload lacks "symbol".',
        '  {"type":"subscribe"}',
        "Where a test means to do that: test.override({ violations: 'ignore' }).",
      ],
    ],
    [
      'an origin that is refused',
      [
        'BrokenContract: The contract was broken in this test:',
        '- handshake /ws, Origin http://localhost:5173: The Origin http://localhost:5173 is not on the allow-list. Send Origin: http://localhost:3000.',
        "Where a test means to do that: test.override({ violations: 'ignore' }).",
      ],
    ],
    [
      'addresses that the contract does not have',
      [
        'BrokenContract: The contract has nothing at these addresses:',
        '- handshake /socket: No endpoint of the contract has the path /socket. The contract has /ws, /stock/{symbol}.',
        '- POST /api/login: no companion of the contract, answered with 404',
        "Where a test means to do that: test.override({ unhandled: 'bypass' }).",
      ],
    ],
    [
      'a message that did not come',
      [
        'Error: No client has sent "subscribe" with {"symbol": "AAPL"}.',
        'Of 1 frame received, the nearest is "subscribe" from connection 3 at feed',
        '  /symbol is "MSFT", not "AAPL"',
      ],
    ],
    [
      'an endpoint that the contract does not have',
      ['TypeError: The contract has no endpoint "fed". Did you mean "feed"? It has feed, stock.'],
    ],
    ['none of two endpoints', ['TypeError: The contract has 2 endpoints: name one of feed, stock.']],
  ])('fails, once: %s', (title, message) => {
    const { status, failureMessages } = tests.get(title) as Assertion;
    expect(status).toBe('failed');
    expect(failureMessages.map((text) => text.replace(/\n {4}at [\s\S]*/, ''))).toEqual([message.join('\n')]);
  });
});
