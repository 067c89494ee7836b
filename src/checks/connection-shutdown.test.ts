import { expect, test } from 'vitest';
import type { Behaviour, Peer } from '../../test/support/fake-backend.ts';
import { findings, hold } from '../../test/support/hold.ts';
import { tinyContract } from '../../test/support/tiny-contract.ts';
import { connectionPing } from './connection-ping.ts';
import { connectionShutdown } from './connection-shutdown.ts';

const { contract } = tinyContract({ said: { from: 'server' } });

/** A backend, and what it does at SIGTERM; has it ended in time? */
function stopped(
  goodbye: (peer: Peer) => void,
  ends = true,
): readonly [Behaviour, { readonly stopBackend: () => Promise<boolean> }] {
  const peers = new Set<Peer>();
  return [
    {
      open(peer) {
        peers.add(peer);
        peer.gone(() => peers.delete(peer));
      },
    },
    {
      stopBackend() {
        for (const peer of peers) goodbye(peer);
        return Promise.resolve(ends);
      },
    },
  ];
}

test.each<[string, ReturnType<typeof stopped>, RegExp]>([
  [
    'going away',
    stopped((peer) => peer.close(1001)),
    /^local: passed: Every connection was closed, and it ended after \d+ ms\.$/,
  ],
  ['service restart', stopped((peer) => peer.close(1012, 'restart')), /^local: passed: /],
  [
    'without a word',
    stopped((peer) => peer.drop()),
    /^local: warned: The server was stopped without a Close frame: clients see 1006, as when the line is cut\.$/,
  ],
  [
    'another code',
    stopped((peer) => peer.close(1000)),
    /^local: observed: The server was stopped with 1000: 1001 or 1012 would say that it went away\.$/,
  ],
  [
    'for ever',
    stopped((peer) => peer.close(1001), false),
    /^local: observed: The backend still ran 10 s after SIGTERM\.$/,
  ],
])('a server that is stopped: %s', async (_, [behaviour, options], line) => {
  const [found = ''] = await findings(connectionShutdown, contract, behaviour, options);
  expect(found).toMatch(line);
});

test('a backend that this run did not start is not stopped', async () => {
  expect(await findings(connectionShutdown, contract, {})).toEqual([
    'local: skipped: Not tried: the backend was not started by this run, and is not stopped by it.',
  ]);
});

test('it is the last case of a run, and a breach with --profile protocol fails', async () => {
  const [behaviour, options] = stopped((peer) => peer.drop());
  const { cases } = await hold(contract, behaviour, {
    ...options,
    checks: [connectionShutdown, connectionPing],
    phases: ['examples', 'boundaries'],
    profile: 'protocol',
  });
  expect(cases.map(({ check, finding }) => [check, finding.outcome])).toEqual([
    ['connection.ping', 'passed'],
    ['connection.shutdown', 'failed'],
  ]);
});
