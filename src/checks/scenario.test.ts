import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Behaviour } from '../../test/support/fake-backend.ts';
import { findings, honestChat } from '../../test/support/hold.ts';
import { nowhere } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import type { ScenarioStep } from '../contract/scenario.ts';
import { scenarioRun } from './scenario-run.ts';

type Step = ScenarioStep extends infer S ? (S extends ScenarioStep ? Omit<S, 'at'> : never) : never;

function talk(...steps: readonly Step[]): Contract {
  const contract = chatContract();
  return {
    ...contract,
    schemas: {
      ...contract.schemas,
      loud: { dialect: 'draft-07', schema: { properties: { text: { pattern: '!$' } } } },
    },
    scenarios: [
      {
        name: 'talk',
        endpoint: 'chat',
        steps: steps.map((step) => ({ ...step, at: nowhere }) as ScenarioStep),
        at: nowhere,
      },
    ],
  };
}

const hello: Step = { kind: 'server', message: 'hello' };
const say: Step = { kind: 'client', message: 'say', payload: { text: 'hey!' } };

/** Echoes as often as told, the last one final, and then says what was said. */
function echoing(times: number, after = 0): Behaviour {
  return {
    ...honestChat,
    frame(peer, json, text) {
      for (let i = 1; i <= times; i += 1) peer.json({ type: 'echo', final: i === times });
      peer.after(after, () => honestChat.frame?.(peer, json, text));
    },
  };
}

describe('scenario.run', () => {
  const stream: Step = { kind: 'server', message: 'echo', until: { final: true }, repeat: 3 };
  const said: Step = {
    kind: 'server',
    message: 'said',
    payload: { text: 'hey!' },
    matches: 'loud',
    within: 2_000,
  };
  const rows: readonly (readonly [string, Contract, Behaviour, string])[] = [
    ['takes place', talk(hello, say, said), honestChat, 'passed: All 3 steps took place, in 0 ms.'],
    ['with a stream', talk(hello, say, stream, said), echoing(3), 'passed: All 4 steps took place, in 0 ms.'],
    [
      'with other messages in between',
      talk(hello, say, said),
      echoing(5, 1_000),
      'passed: All 3 steps took place, in 1 s.',
    ],
    [
      'the stream is too short',
      talk(hello, say, stream, said),
      echoing(2),
      'failed: At step 3 of 4: The last "echo" was number 2, and 3 are due.',
    ],
    [
      'the stream is too long',
      talk(hello, say, stream, said),
      echoing(4),
      'failed: At step 3 of 4: "echo" number 3 is due to be the last, and does not hold {"final":true}.',
    ],
    [
      'the answer says something else',
      talk(hello, say, said),
      { ...honestChat, frame: (peer) => peer.json({ type: 'said', text: 'no!' }) },
      'failed: At step 3 of 3: "said" did not come with {"text":"hey!"} within 2 s.',
    ],
    [
      'the answer does not match',
      talk(hello, { ...say, payload: { text: 'hey' } } as Step, {
        kind: 'server',
        message: 'said',
        matches: 'loud',
      }),
      honestChat,
      'failed: At step 3 of 3: "said" does not match: /text is "hey", and must match pattern "!$".',
    ],
    [
      'the answer comes too late',
      talk(hello, say, said),
      echoing(0, 2_600),
      'passed: All 3 steps took place, in 2.6 s.',
    ],
    [
      'the answer comes far too late',
      talk(hello, say, said),
      echoing(0, 3_000),
      'failed: At step 3 of 3: "said" did not come with {"text":"hey!"} within 2 s.',
    ],
    [
      'the connection is closed',
      talk(hello, say, said),
      { ...honestChat, frame: (peer) => peer.close(1011) },
      'failed: At step 3 of 3: "said" did not come with {"text":"hey!"} within 2 s; the connection was closed with 1011.',
    ],
    [
      'a companion answers',
      talk(hello, { kind: 'companion', operation: 'health', repeat: 2, matches: 'healthy' }),
      honestChat,
      'passed: All 2 steps took place, in 0 ms.',
    ],
    [
      'a companion answers with an error',
      talk({ kind: 'companion', operation: 'health' }, hello),
      { ...honestChat, request: () => ({ status: 500 }) },
      'failed: At step 1 of 2: "health" answers with 500.',
    ],
    [
      'the handshake is refused',
      talk(hello),
      { ...honestChat, handshake: () => 403 },
      'skipped: Not tried: the handshake was refused (403).',
    ],
  ];
  test.each(rows)('%s', async (_, contract, behaviour, found) => {
    expect(await findings(scenarioRun, contract, behaviour)).toEqual([`talk: ${found}`]);
  });
});
