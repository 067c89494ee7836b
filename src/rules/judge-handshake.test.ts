import { describe, expect, test } from 'vitest';
import { nowhere, promised, tinyContract } from '../../test/support/tiny-contract.ts';
import type { Companion } from '../contract/companion.ts';
import type { HandshakeJudgement } from './handshake-attempt.ts';
import { createHandshakeJudge } from './judge-handshake.ts';

const pollStatus: Companion = {
  id: 'pollStatus',
  server: 'local',
  method: 'GET',
  address: '/status',
  parameters: [],
  query: [],
  request: [],
  responses: [],
  credentials: [],
  refuse: {},
  at: nowhere,
};

function judge(fallback: readonly string[], path: string): HandshakeJudgement {
  const { contract } = tinyContract({}, { id: 'legacy', address: '/feed', absent: promised({ fallback }) });
  const never = (): never => {
    throw new Error('No schema is asked for.');
  };
  const decide = createHandshakeJudge(
    { ...contract, companions: [pollStatus] },
    { errors: never, valid: never, prepare: never, unusable: never },
  );
  return decide({ path, query: [], headers: [] }, { connections: () => 0, credential: never });
}

describe('an endpoint that must not exist is refused as an unknown path', () => {
  test('and the refusal says what takes its place', () => {
    expect(judge(['pollStatus'], '/feed')).toEqual({
      kind: 'refuse',
      guard: 'path',
      form: { status: 404 },
      reason: 'The contract says that legacy (/feed) does not exist.',
      remedy: 'Use pollStatus (GET /status) instead.',
    });
  });

  test('or that nothing does', () => {
    expect(judge([], '/feed')).toMatchObject({ remedy: 'Nothing takes its place.' });
  });

  test('another path is one that the contract does not know', () => {
    expect(judge(['pollStatus'], '/other')).toMatchObject({
      reason: 'No endpoint of the contract has the path /other.',
      remedy: 'The contract has no WebSocket endpoint.',
    });
  });
});
