import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { hold, honestChat, isSay } from '../../test/support/hold.ts';
import type { Result } from '../result/result.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderPretty } from './pretty.ts';
import { plainStyle } from './style.ts';

const contract = chatContract({
  endpoint: { at: { file: 'chat.yaml', pointer: '/channels/chat', line: 12, column: 3 } },
});
const wrong = {
  ...honestChat,
  frame: (...[peer, json]: Parameters<NonNullable<typeof honestChat.frame>>) => {
    if (json !== undefined) peer.json(isSay(json) ? { type: 'said', text: '<b>&"no"' } : { type: 'echo' });
  },
};

describe('pretty', () => {
  test('which deployment was chosen', async () => {
    const deployment = { chosen: ['dev', 'feed'], left: ['production', 'staging'] };
    const text = renderPretty({ ...(await hold(contract, honestChat)), deployment }, plainStyle(120));
    expect(text.split('\n')[2]).toBe(
      'deployment  dev, feed (not production, staging; --target production=URL holds a backend to production)',
    );
  });

  test('an honest backend', async () => {
    expect(renderPretty(await hold(contract, honestChat), plainStyle(80))).toBe(
      `contract    Chat 1.0.0 chat.yaml
target      fake
origin      none sent
written as  the server's view (says the document)

chat  /chat
  ✓ /chat accepts a good handshake
  ✓ /chat sends "hello" on open
  ✓ "say" gets reply "said" (example-1)
  ✓ "say" gets one reply "said"
  ✓ The reply to "say" goes to one connection only
  ✓ /chat answers a Ping
  ✓ /chat sends valid frames
  ✓ "say" is answered 5 times on one connection
  · A foreign Origin (https://foreign-site.test) is accepted.
    promise it: channels.chat.x-countersign: origins: any
  · A handshake without Origin is accepted.
    promise it: channels.chat.x-countersign: missingOrigin: accept
  · A malformed frame is ignored.
    promise it: channels.chat.x-countersign: invalid: ignore

feed  /feed/{topic}
  ✓ /feed/café & co accepts a good handshake
  ✓ "tick" comes
  ✓ /feed/{topic} answers a Ping
  ✓ /feed/{topic} sends valid frames
  · A foreign Origin (https://foreign-site.test) is accepted.
    promise it: channels.feed.x-countersign: origins: any
  · A handshake without Origin is accepted.
    promise it: channels.feed.x-countersign: missingOrigin: accept
  · A malformed frame is ignored.
    promise it: channels.feed.x-countersign: invalid: ignore
  – "tick" comes every 5 s: It needs 10 s, and the runner waits no longer than
    its patience. --patience 10s or --thorough

the server
  · A handshake for the unknown path /countersign-no-such-path is refused.
    promise it: servers.dev.x-countersign: refuse: { path: 404 }

HTTP companions
  ✓ GET /health answers as declared
  · A page of another origin may not read GET /health.

coverage  6 of 7 promises exercised (85 %); not exercised: feed:cadence.ticks
passed 13 · failed 0 · warned 0 · observed 8 · not observed 1 · skipped 0 · 750 ms`,
    );
  });

  test('a failure stands with sent, expected, received, rule and place', async () => {
    const result = await hold(contract, wrong, { only: ['exchange.reply'] });
    const text = renderPretty(result, plainStyle(80));
    expect(text.slice(text.indexOf('chat  /chat'), text.indexOf('\n\ncoverage'))).toBe(
      `chat  /chat

  ✗ "say" gets reply "said" (example-1)
    "said" came, but /text is "<b>&\\"no\\"" and must be "hi", as in the request
    (/text).
    sent      {"type":"say","text":"hi"}
    expected  reply "said" within 10 s
    received  said {"type":"said","text":"<b>&\\"no\\""}
    rule      x-countersign.bind
    at        tiny.yaml
    by hand   printf '%s\\n' '{"type":"say","text":"hi"}' | websocat \\
              -n ws://fake.test/chat
    check     exchange.reply/chat/speak/say/example-1`,
    );
  });

  test('what breaks the same rule in the same words is told once, and the others are named', async () => {
    const result = await hold(contract, honestChat, { only: ['chat'] });
    const [one] = result.cases;
    if (one === undefined) throw new Error('There is no case.');
    const broken = (title: string): typeof one => ({
      ...one,
      key: title,
      title,
      finding: { outcome: 'failed', message: 'The same.', rule: 'R' },
    });
    const kept = { ...one, finding: { outcome: 'passed', message: 'Good.' } } as const;
    const text = renderPretty(
      { ...result, cases: [broken('A'), broken('B'), broken('C'), kept, kept] },
      plainStyle(80),
    );
    const from = text.indexOf('chat  /chat');
    expect(text.slice(from, text.indexOf('\n\ncoverage'))).toBe(`chat  /chat
  ✓ ${one.about ?? ''} (2 of 5)

  ✗ A
    The same.
    rule     R
    at       chat.yaml:12:3
    by hand  curl -i -N --http1.1 --max-time 5 http://fake.test/chat
    check    A
    also     B
             C`);
    expect(
      renderPretty({ ...result, cases: [broken('A'), broken('B')] }, plainStyle(80), { verbose: true }),
    ).toContain('✗ B');
  });

  test.each([60, 80, 120])('no line is wider than %d columns', async (width) => {
    const narrow = await hold(contract, wrong);
    for (const verbose of [false, true]) {
      for (const line of renderPretty(narrow, plainStyle(width), { verbose }).split('\n'))
        expect([...line].length, line).toBeLessThanOrEqual(width + (line.includes('passed') ? 40 : 0));
    }
  });

  test('verbose shows each case and each line that would make a promise', async () => {
    const text = renderPretty(await hold(contract, honestChat), plainStyle(120), { verbose: true });
    expect(text).toContain(
      '✓ "say" gets reply "said" (example-1)  "said" came after 0 ms.'.replace('  ', ' '),
    );
    expect(text).toContain(
      '      channels:\n        chat:\n          x-countersign:\n            origins: any',
    );
  });

  test('a backend that is not reached: one cause', () => {
    const result: Result = {
      contract: { title: 'Chat', version: '1.0.0', file: 'chat.yaml', perspective: contract.perspective },
      target: 'ws://127.0.0.1:9',
      origin: undefined,
      cases: [],
      coverage: { promises: [], exercised: 0, total: 0 },
      reached: false,
      unreached: {
        cause: 'nothing listens on 127.0.0.1:9 (connection refused).',
        remedy: 'Start the backend.',
      },
      duration: 3,
      startedAt: '2026-11-21T00:00:00.000Z',
    };
    expect(renderPretty(result, plainStyle(80))).toContain(
      '  ✗ The backend was not reached: nothing listens on 127.0.0.1:9 (connection\n    refused).\n    Start the backend.\n',
    );
  });
});

test('json is the result with its counts, and the same for the same run', async () => {
  const result = await hold(contract, wrong);
  const report = JSON.parse(renderJson(result)) as {
    format: number;
    counts: { failed: number };
    cases: unknown[];
  };
  expect(report.format).toBe(1);
  expect(report.counts.failed).toBe(1);
  expect(report.cases).toHaveLength(result.cases.length);
  expect(renderJson(result)).toBe(renderJson(JSON.parse(JSON.stringify(result)) as Result));
});

test('junit: a suite for each endpoint, escaped, with failures and skips counted', async () => {
  const result = await hold(contract, wrong, { only: ['exchange.reply', 'stream.event'] });
  const xml = renderJunit({ ...result, startedAt: '2026-11-21T00:00:00.000Z' });
  expect(xml).toContain('<testsuites name="Chat" tests="3" failures="1" skipped="1"');
  expect(xml).toContain('<testsuite name="feed" tests="2" failures="0" skipped="1"');
  expect(xml).toContain(
    '<failure message="&quot;said&quot; came, but /text is &quot;&lt;b&gt;&amp;\\&quot;no\\&quot;&quot; and must be &quot;hi&quot;, as in the request (/text)." type="exchange.reply">',
  );
  expect(xml.match(/<testcase /g)).toHaveLength(3);
});
