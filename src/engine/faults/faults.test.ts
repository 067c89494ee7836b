import { describe, expect, test } from 'vitest';
import { chatContract } from '../../../test/support/chat-contract.ts';
import { nowhere } from '../../../test/support/tiny-contract.ts';
import type { Contract } from '../../contract/contract.ts';
import { createEngine, type EngineOptions } from '../create-engine.ts';
import type { Effect, Engine } from '../engine.ts';

const contract: Contract = {
  ...chatContract(),
  scenarios: [
    {
      name: 'told',
      endpoint: 'chat',
      steps: [
        { kind: 'server', message: 'hello', at: nowhere },
        { kind: 'client', message: 'say', at: nowhere },
        { kind: 'server', message: 'said', payload: { text: 'once' }, at: nowhere },
        { kind: 'server', message: 'said', until: { text: 'done' }, repeat: 2, at: nowhere },
        { kind: 'client', message: 'say', at: nowhere },
      ],
      at: nowhere,
    },
  ],
};

/** An engine, and what it does, as short lines with their time. */
class Talk {
  readonly engine: Engine;
  readonly log: string[] = [];
  at = 0;
  /** The driver sends nothing after the end of a connection. */
  private readonly ended = new Set<number>();

  constructor(faults: readonly string[], options: EngineOptions = {}) {
    this.engine = createEngine(contract, { faults, push: 'off', ...options });
  }

  open(connection = 1, query = ''): string {
    const pairs = [...new URLSearchParams(query)];
    const attempt = { path: '/chat', query: pairs, headers: [] };
    const decision = this.engine.handshake(attempt, this.at);
    if (decision.kind === 'hang') return 'hang';
    if (decision.kind === 'refuse')
      return `refused ${JSON.stringify(decision.form)} ${decision.judgement.reason}`;
    this.write(
      this.engine.step({ type: 'open', connection, accepted: decision.judgement, attempt, at: this.at }),
    );
    return 'open';
  }

  say(text: string, connection = 1): void {
    const frame = { kind: 'text', text: JSON.stringify({ type: 'say', text }) } as const;
    this.write(this.engine.step({ type: 'frame', connection, frame, at: this.at }));
  }

  commit(...faults: string[]): void {
    this.write(this.engine.step({ type: 'faults', faults, at: this.at }));
  }

  /** Lets time pass, up to `until`. */
  wait(until: number): void {
    for (let { due } = this.engine; due !== undefined && due <= until; { due } = this.engine) {
      this.at = due;
      this.write(this.engine.step({ type: 'tick', at: due }));
    }
    this.at = until;
  }

  /** What was done since the last call. */
  done(): string[] {
    return this.log.splice(0);
  }

  private write(effects: readonly Effect[]): void {
    for (const effect of effects) {
      const line = lineOf(effect);
      if (line === undefined || !('connection' in effect) || this.ended.has(effect.connection)) continue;
      this.log.push(`${this.at} ${line}`);
      if (effect.type === 'close' || effect.type === 'drop') this.ended.add(effect.connection);
    }
  }
}

function lineOf(effect: Effect): string | undefined {
  switch (effect.type) {
    case 'send': {
      const text = 'text' in effect.data ? effect.data.text : '';
      const part = effect.part === undefined ? '' : ` ${effect.part}`;
      return `#${effect.connection} ${text}${part}`;
    }
    case 'close':
      return `#${effect.connection} close ${effect.code}`;
    case 'drop':
      return `#${effect.connection} drop`;
    case 'pings':
      return `#${effect.connection} pings ${effect.answered}`;
    default:
      return undefined;
  }
}

const HELLO = '{"type":"hello"}';
const said = (text: string): string => `{"type":"said","text":"${text}"}`;

describe('each fault does what it says', () => {
  test.each<[string, string[]]>([
    ['close-4401', ['0 #1 close 4401']],
    ['close-4401-after-2', [`0 #1 ${HELLO}`, `0 #1 ${said('a')}`, '0 #1 close 4401']],
    ['drop', ['0 #1 drop']],
    ['drop-after-1', [`0 #1 ${HELLO}`, '0 #1 drop']],
    ['silent', []],
    ['no-pong', ['0 #1 pings false', `0 #1 ${HELLO}`, `0 #1 ${said('a')}`, `0 #1 ${said('b')}`]],
    ['latency-2s', [`2000 #1 ${HELLO}`, `2000 #1 ${said('a')}`, `2000 #1 ${said('b')}`]],
    ['duplicate', [HELLO, HELLO, said('a'), said('a'), said('b'), said('b')].map((text) => `0 #1 ${text}`)],
    ['reorder', [`0 #1 ${said('a')}`, `0 #1 ${HELLO}`, `200 #1 ${said('b')}`]],
    ['lose', [`0 #1 ${HELLO}`, `0 #1 ${said('b')}`]],
    ['lose-3', [`0 #1 ${HELLO}`, `0 #1 ${said('a')}`]],
    ['corrupt', ['0 #1 {"type":', '0 #1 {"type":"said', '0 #1 {"type":"said']],
    ['forget-id', [`0 #1 ${HELLO}`, '0 #1 {"type":"said"}', '0 #1 {"type":"said"}']],
    ['missing-field', ['0 #1 {}', '0 #1 {"type":"said"}', '0 #1 {"type":"said"}']],
    [
      'wrong-type',
      [`0 #1 ${HELLO}`, '0 #1 {"type":"said","text":12345}', '0 #1 {"type":"said","text":12345}'],
    ],
    ['null-field', [`0 #1 ${HELLO}`, '0 #1 {"type":"said","text":null}', '0 #1 {"type":"said","text":null}']],
  ])('%s', (fault, lines) => {
    const talk = new Talk([fault]);
    talk.open();
    talk.say('a');
    talk.say('b');
    talk.wait(3_000);
    const root = fault === 'wrong-type' || fault === 'null-field';
    // Whose schema leaves only its root to be broken: that is the greeting of this contract.
    expect(root ? talk.done().slice(1) : talk.done()).toEqual(root ? lines.slice(1) : lines);
  });

  test('wrong-connection answers whoever came last, reply-to-all everybody', () => {
    const talk = new Talk(['wrong-connection']);
    talk.open(1);
    talk.open(2);
    talk.done();
    talk.say('a', 1);
    talk.commit('reply-to-all');
    talk.say('b', 2);
    expect(talk.done()).toEqual([`0 #2 ${said('a')}`, `0 #1 ${said('b')}`, `0 #2 ${said('b')}`]);
  });

  test('trickle: in pieces of a tenth of a second, one message after the other', () => {
    const talk = new Talk(['trickle-80']);
    talk.open();
    talk.say('é😀');
    talk.wait(1_000);
    expect(talk.done()).toEqual([
      '0 #1 {"type": more',
      '100 #1 "hello"} last',
      '200 #1 {"type": more',
      '300 #1 "said"," more',
      '400 #1 text":"é more',
      '500 #1 😀"} last',
    ]);
  });

  test('jitter differs, and keeps the order', () => {
    const talk = new Talk(['latency-500ms-jitter-400ms']);
    talk.open();
    for (const text of ['a', 'b', 'c', 'd']) talk.say(text);
    talk.wait(1_000);
    const times = talk.log.map((line) => Number(line.split(' ')[0]));
    expect(times.every((time) => time >= 100 && time <= 900)).toBe(true);
    expect(new Set(times).size).toBeGreaterThan(1);
    expect(talk.done().map((line) => line.split(' ').at(-1))).toEqual([
      HELLO,
      ...['a', 'b', 'c', 'd'].map(said),
    ]);
  });

  test('a message that comes when the latency is over does not overtake', () => {
    const talk = new Talk(['latency-2s']);
    talk.open();
    talk.commit();
    talk.say('a');
    talk.wait(2_000);
    talk.say('b');
    expect(talk.done()).toEqual([`2000 #1 ${HELLO}`, `2000 #1 ${said('a')}`, `2000 #1 ${said('b')}`]);
  });
});

describe('where a fault is committed', () => {
  test('at one endpoint, and at no other', () => {
    const talk = new Talk(['no-greeting@feed', 'refuse-503@feed']);
    expect(talk.open()).toBe('open');
    expect(talk.done()).toEqual([`0 #1 ${HELLO}`]);
    talk.commit('refuse-503@chat');
    expect(talk.open(2)).toBe('refused {"status":503} The fault "refuse-503" is on.');
  });

  test('on one connection, and until it is switched off', () => {
    const talk = new Talk(['no-reply@#2']);
    talk.open(1);
    talk.open(2);
    talk.done();
    talk.say('a', 1);
    talk.say('b', 2);
    talk.commit();
    talk.say('c', 2);
    expect(talk.done()).toEqual([`0 #1 ${said('a')}`, `0 #2 ${said('c')}`]);
  });

  test('Pings are answered again when no-pong is switched off', () => {
    const talk = new Talk([]);
    talk.open();
    talk.done();
    talk.commit('no-pong');
    talk.commit();
    expect(talk.done()).toEqual(['0 #1 pings false', '0 #1 pings true']);
  });
});

describe('what a client asks for in its query', () => {
  test.each([
    ['', [`0 #1 ${HELLO}`, `0 #1 ${said('a')}`]],
    ['__countersign=no-greeting', [`0 #1 ${said('a')}`]],
    ['__countersign=no-greeting,duplicate', [`0 #1 ${said('a')}`, `0 #1 ${said('a')}`]],
    ['__countersign=no-greeting&__countersign=duplicate', [`0 #1 ${said('a')}`, `0 #1 ${said('a')}`]],
    ['__countersign=', [`0 #1 ${HELLO}`, `0 #1 ${said('a')}`]],
  ])('?%s', (query, lines) => {
    const talk = new Talk([], { allowQueryFaults: true });
    expect(talk.open(1, query)).toBe('open');
    talk.say('a');
    expect(talk.done()).toEqual(lines);
  });

  test.each([
    ['refuse-401', 'refused {"status":401} The fault "refuse-401" is on.'],
    ['silent-handshake', 'hang'],
    [
      'no-replay',
      'refused {"status":400} In ?__countersign=: There is no fault "no-replay". Did you mean "no-reply"?',
    ],
  ])('of the handshake: %s', (fault, outcome) => {
    expect(new Talk([], { allowQueryFaults: true }).open(1, `__countersign=${fault}`)).toBe(outcome);
  });

  test('is for this connection alone', () => {
    const talk = new Talk([], { allowQueryFaults: true });
    talk.open(1, '__countersign=silent');
    talk.open(2);
    expect(talk.done()).toEqual([`0 #2 ${HELLO}`]);
  });

  test('is nothing, unless it is allowed', () => {
    const talk = new Talk([]);
    expect(talk.open(1, '__countersign=refuse-401')).toBe('open');
    expect(talk.done()).toEqual([`0 #1 ${HELLO}`]);
  });
});

describe('a scenario', () => {
  test('is played to a new connection, greeting and all, and then everything is as without it', () => {
    const talk = new Talk([], { scenarios: ['told'] });
    talk.open();
    expect(talk.done()).toEqual([`0 #1 ${HELLO}`]);
    talk.say('a');
    expect(talk.done().at(-1)).toBe(`0 #1 ${said('done')}`);
    talk.say('b');
    expect(talk.done()).toEqual([]);
    talk.say('c');
    expect(talk.done()).toEqual([`0 #1 ${said('c')}`]);
  });

  test('is played to a connection that is open, without its greeting', () => {
    const talk = new Talk([]);
    talk.open();
    talk.done();
    talk.engine.step({ type: 'play', scenario: 'told', connection: 1, at: 0 });
    talk.say('a');
    const lines = talk.done();
    expect(lines[0]).toBe(`0 #1 ${said('once')}`);
    expect(lines.at(-1)).toBe(`0 #1 ${said('done')}`);
  });
});
