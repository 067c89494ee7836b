import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, hold, honestChat, isSay } from '../../test/support/hold.ts';
import { promised } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { InvalidPolicy } from '../contract/endpoint.ts';
import { badInputMalformed } from './bad-input-malformed.ts';

function chat(invalid?: InvalidPolicy): Contract {
  const contract = chatContract(invalid === undefined ? {} : { endpoint: { invalid: promised(invalid) } });
  return { ...contract, endpoints: contract.endpoints.slice(0, 1), companions: [] };
}

/** Answers `say`, and does with a malformed frame what it is told. */
function on(bad: NonNullable<Behaviour['frame']>, say: Behaviour['frame'] = honestChat.frame): Behaviour {
  return {
    ...honestChat,
    frame: (peer, json, text) => (isSay(json) ? say?.(peer, json, text) : bad(peer, json, text)),
  };
}

const echoes = on((peer) => peer.json({ type: 'echo' }));
const reply: InvalidPolicy = { kind: 'reply', message: 'echo' };
const close: InvalidPolicy = { kind: 'close', code: 1007 };
const ignore: InvalidPolicy = { kind: 'ignore' };

/** Whoever sends it a malformed frame ends the whole process. */
function dies(): Behaviour {
  let dead = false;
  return {
    ...on((peer) => {
      dead = true;
      peer.drop();
    }),
    handshake: () => (dead ? 'refused' : 101),
  };
}

describe('bad-input.malformed', () => {
  const kept = 'passed: Answered as declared, and the backend goes on.';
  const rows: readonly (readonly [string, InvalidPolicy | undefined, Behaviour, string])[] = [
    ['the declared reply', reply, echoes, kept],
    ['no reply', reply, on(() => {}), 'failed: A malformed frame did not get "echo" within 10 s.'],
    [
      'a crash instead of the reply',
      reply,
      on((peer) => peer.drop()),
      'failed: A malformed frame ends the connection with 1006 (no Close frame) instead of getting "echo".',
    ],
    [
      'the reply, and then silence for ever',
      reply,
      (() => {
        const deaf = new Set<unknown>();
        return on(
          (peer) => {
            deaf.add(peer);
            peer.json({ type: 'echo' });
          },
          (peer, json, text) => {
            if (!deaf.has(peer)) honestChat.frame?.(peer, json, text);
          },
        );
      })(),
      'failed: After a malformed frame the connection stays open, and "say" is no longer answered.',
    ],
    [
      'the reply, and then the end',
      reply,
      on((peer) => {
        peer.json({ type: 'echo' });
        peer.close(1007);
      }),
      kept,
    ],
    ['the declared close', close, on((peer) => peer.close(1007)), kept],
    [
      'another close',
      close,
      on((peer) => peer.close(1011)),
      'failed: A malformed frame closed the connection with 1011 instead of 1007.',
    ],
    ['no close', close, echoes, 'failed: A malformed frame did not close the connection within 10 s.'],
    ['ignored as declared', ignore, on(() => {}), kept],
    [
      'answered, though it is to be ignored',
      ignore,
      echoes,
      'failed: A malformed frame was answered, and is to be ignored.',
    ],
    [
      'closed, though it is to be ignored',
      ignore,
      on((peer) => peer.close(1007)),
      'failed: A malformed frame ends the connection with 1007, and is to be ignored.',
    ],
    ['nothing promised, answered', undefined, echoes, 'observed: A malformed frame is answered with "echo".'],
    [
      'nothing promised, a crash',
      undefined,
      on((peer) => peer.drop()),
      'observed: A malformed frame makes the backend drop the connection without a Close frame: a crash, most likely.',
    ],
    [
      'nothing promised, and no new connection afterwards',
      undefined,
      dies(),
      'warned: After a malformed frame the backend accepts no new connection.',
    ],
    [
      'a reply promised, and no new connection afterwards',
      close,
      dies(),
      'failed: A malformed frame closed the connection with 1006 (no Close frame) instead of 1007.',
    ],
  ];
  test.each(rows)('%s', async (_, policy, behaviour, found) => {
    expect(await findings(badInputMalformed, chat(policy), behaviour)).toEqual([`chat: ${found}`]);
  });

  test('an observation says which line would make it a promise', async () => {
    const { cases } = await hold(chat(), echoes, { checks: [badInputMalformed] });
    expect(cases[0]?.finding.promise).toBe(
      'channels:\n  chat:\n    x-countersign:\n      invalid: { reply: echo }',
    );
    expect(cases[0]?.finding.sent).toBe('{"unfinished": ');
  });

  test('a binary frame is what is malformed where any text is a message', async () => {
    const base = chat(ignore);
    const { say } = base.messages;
    if (say === undefined) throw new Error('The chat has no message "say".');
    const { payload: _, ...free } = say;
    const contract: Contract = { ...base, messages: { ...base.messages, say: { ...free, format: 'text' } } };
    const { cases } = await hold(
      contract,
      { ...honestChat, frame: () => {} },
      { checks: [badInputMalformed] },
    );
    expect(cases[0]?.finding.sent).toBe('1 byte in a binary frame');
  });
});
