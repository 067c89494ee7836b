import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { hold, honestChat, isSay } from '../../test/support/hold.ts';
import { defineCheck } from '../checks/check.ts';
import { connectionPing } from '../checks/connection-ping.ts';
import { exitCodeOf } from '../result/exit-code.ts';
import type { CaseResult, Result } from '../result/result.ts';
import { planOffline } from './plan-offline.ts';

const contract = chatContract();
const REPLY = 'exchange.reply/chat/speak/say/example-1';
const caseOf = ({ cases }: Result, key: string): CaseResult | undefined =>
  cases.find((one) => one.key === key);

/** Answers wrongly for the first `times` times. */
function wrongAtFirst(times: number): typeof honestChat {
  let asked = 0;
  return {
    ...honestChat,
    frame(peer, json, ...rest) {
      if (isSay(json) && asked++ < times) peer.json({ type: 'said', text: 'wrong' });
      else honestChat.frame?.(peer, json, ...rest);
    },
  };
}

describe('what fails is tried once more, alone', () => {
  test('and is flaky where it then goes well: a warning that tells both', async () => {
    const result = await hold(contract, wrongAtFirst(1), { only: ['exchange.reply'] });
    const flaky = caseOf(result, REPLY);
    expect(flaky?.finding.outcome).toBe('warned');
    expect(flaky?.finding.message).toBe(
      'Flaky: it failed, and not when it was tried once more, alone. "said" came, but /text is "wrong" and must be "hi", as in the request (/text).',
    );
    expect(flaky?.finding.received).toBe('said {"type":"said","text":"wrong"}');
    expect(flaky?.again).toMatchObject({ outcome: 'passed', message: '"said" came after 0 ms.' });
    expect([exitCodeOf(result), exitCodeOf(result, 'warn')]).toEqual([0, 1]);
  });

  test('and stays a failure where it fails again', async () => {
    const result = await hold(contract, wrongAtFirst(2), { only: ['exchange.reply'] });
    expect(caseOf(result, REPLY)?.finding.outcome).toBe('failed');
    expect(caseOf(result, REPLY)?.again).toBeUndefined();
  });

  test('or not at all', async () => {
    const result = await hold(contract, wrongAtFirst(1), { only: ['exchange.reply'], retries: 0 });
    expect(caseOf(result, REPLY)?.finding.outcome).toBe('failed');
  });

  test('and where it waits long, only until the time for that is over', async () => {
    let asked = 0;
    const hang = (): 'hang' => {
      asked += 1;
      return 'hang';
    };
    const mute = { ...honestChat, handshake: hang };
    await hold(contract, mute, { only: ['handshake.accept'], retries: 0 });
    const first = asked;
    asked = 0;
    await hold(contract, mute, { only: ['handshake.accept'] });
    // Two endpoints fail; the second try of the first one takes all of the time.
    expect([first, asked]).toEqual([2, 3]);
  });
});

describe('profiles', () => {
  test('safe sends no frame that the document does not allow, and says so', async () => {
    const frames: string[] = [];
    const listening: typeof honestChat = {
      ...honestChat,
      frame(peer, json, ...rest) {
        frames.push(JSON.stringify(json));
        honestChat.frame?.(peer, json, ...rest);
      },
    };
    const result = await hold(contract, listening, { profile: 'safe' });
    expect(new Set(frames)).toEqual(new Set(['{"type":"say","text":"hi"}']));
    expect(caseOf(result, 'bad-input.malformed/chat')?.finding).toEqual({
      outcome: 'skipped',
      message: 'Not tried: --profile safe sends nothing that the document does not allow.',
      remedy: 'Leave the profile away.',
    });
  });

  test('protocol makes a breach of the RFC fail, and what is only dangerous not', async () => {
    const odd = defineCheck({
      ...connectionPing,
      plan: (context) =>
        connectionPing.plan(context).map((one, i) => ({
          ...one,
          basis: i === 0 ? ('protocol' as const) : ('none' as const),
          judge: () => ({ outcome: 'warned' as const, message: 'No Pong.' }),
        })),
    });
    const outcomes = async (profile: 'default' | 'protocol'): Promise<readonly string[]> =>
      (await hold(contract, honestChat, { checks: [odd], profile })).cases.map(
        ({ finding }) => finding.outcome,
      );
    expect(await outcomes('default')).toEqual(['warned', 'warned']);
    expect(await outcomes('protocol')).toEqual(['failed', 'warned']);
  });
});

test('a run whose time is over returns what it has, says so, and is not green', async () => {
  const result = await hold(contract, honestChat, { timeout: 400, concurrency: 1 });
  expect(result).toMatchObject({ interrupted: true, timedOut: 400 });
  expect(result.duration).toBeLessThanOrEqual(400);
  const left = result.cases.filter(
    ({ finding }) => finding.message === 'Not run: the time of the run was over.',
  );
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(result.cases.length);
  expect(exitCodeOf(result)).toBe(2);
});

test('a run that is done in its time leaves no timer behind', async () => {
  const result = await hold(contract, honestChat, { timeout: 60_000 });
  expect(result.timedOut).toBeUndefined();
  expect(result.duration).toBeLessThan(60_000);
});

test('too little coverage is exit code 1', async () => {
  const result = await hold(contract, honestChat, { minCoverage: 90 });
  expect(result.coverage.least).toBe(90);
  expect(exitCodeOf(result)).toBe(1);
});

test('what the backend wrote at that moment stands beside what failed, redacted, and nowhere else', async () => {
  const spans: (readonly [number, number])[] = [];
  const result = await hold(contract, wrongAtFirst(9), {
    credentials: { none: 'a-secret-word' },
    readLog: (from, to) => {
      spans.push([from, to]);
      return ['Traceback: KeyError', 'token a-secret-word'];
    },
  });
  const logged = result.cases.filter(({ finding }) => finding.log !== undefined);
  expect(logged.map(({ key }) => key)).toEqual([REPLY]);
  expect(logged[0]?.finding.log).toEqual(['Traceback: KeyError', 'token [redacted]']);
  expect(spans).toHaveLength(1);
});

describe('hooks and states', () => {
  test('are called around the run and around each case, in order', async () => {
    const calls: string[] = [];
    const result = await hold(contract, honestChat, {
      only: ['exchange.reply', 'connection.ping/chat'],
      concurrency: 1,
      hooks: {
        before: () => void calls.push('before'),
        beforeCase: async ({ check, endpoint }) => void calls.push(`begin ${check} ${endpoint}`),
        afterCase: ({ check, finding }) => void calls.push(`end ${check} ${finding.outcome}`),
        after: (ended) => void calls.push(`after ${ended?.cases.length}`),
      },
      states: { 'exchange.reply': async ({ key }) => void calls.push(`state for ${key}`) },
    });
    expect(calls).toEqual([
      'before',
      'begin connection.ping chat',
      'end connection.ping passed',
      `state for ${REPLY}`,
      'begin exchange.reply chat',
      'end exchange.reply passed',
      'after 2',
    ]);
    expect(exitCodeOf(result)).toBe(0);
  });

  test('one that throws skips its case, with what it threw', async () => {
    const result = await hold(contract, honestChat, {
      only: ['exchange.reply', 'connection.ping'],
      states: {
        exchange: () => {
          throw new Error('no database');
        },
      },
    });
    expect(caseOf(result, REPLY)?.finding).toEqual({
      outcome: 'skipped',
      message: 'Not tried: what the configuration does before it failed: no database',
      remedy: 'Mend the state or the hook in the configuration.',
    });
    expect(caseOf(result, 'connection.ping/chat')?.finding.outcome).toBe('passed');
  });

  test('`after` is called even where `before` throws, which ends the run', async () => {
    const calls: unknown[] = [];
    const run = hold(contract, honestChat, {
      hooks: { before: () => Promise.reject(new Error('no')), after: (result) => void calls.push(result) },
    });
    await expect(run).rejects.toThrow('no');
    expect(calls).toEqual([undefined]);
  });

  test('a state of a name that is none is the user’s mistake', async () => {
    await expect(hold(contract, honestChat, { states: { chta: () => {} } })).rejects.toMatchObject({
      message: '"chta" is no check, area, endpoint, companion, tag or scenario. Did you mean "chat"?',
    });
  });
});

test('the plan names the cases of the run, without a backend', async () => {
  const planned = planOffline(contract, {});
  const { cases } = await hold(contract, honestChat);
  expect(planned.map(({ key }) => key)).toEqual(cases.map(({ key }) => key));
});

test('--only and --skip know the tags of the document', async () => {
  const [first, ...rest] = contract.endpoints;
  if (first === undefined) throw new RangeError('chatContract has an endpoint.');
  const tagged = { ...contract, endpoints: [{ ...first, tags: ['talk'] }, ...rest] };
  const only = await hold(tagged, honestChat, { only: ['talk'] });
  expect(new Set(only.cases.map(({ endpoint }) => endpoint))).toEqual(new Set([first.id]));
  const skip = await hold(tagged, honestChat, { skip: ['talk'] });
  expect(skip.cases.filter(({ endpoint }) => endpoint === first.id)).toEqual([]);
});
