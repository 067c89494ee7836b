import type { Endpoint } from '../contract/endpoint.ts';
import type { Step } from '../script/script.ts';
import { type Check, type CheckContext, defineCheck } from './check.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { openedOn } from './handshake-gate.ts';
import { receptionOf } from './refusal.ts';

export const connectionReconnect: Check = defineCheck({
  id: 'connection.reconnect',
  title: 'A client that was there before can come back',
  area: 'connection',
  phase: 'boundaries',
  source: 'RFC 6455 §7.2.3',
  row: 'A5, M24',
  explain:
    'Every client loses its connection now and then, and comes back with what it has. After a Close, and after a loss without one, the same handshake is tried again. Where a credential was shown, it may be good for one connection only: that is shown, so that clients know to fetch one for each attempt.',
  plan: (context) => presentEndpoints(context.contract.endpoints).map((endpoint) => plan(context, endpoint)),
});

function plan(context: CheckContext, endpoint: Endpoint): ReturnType<typeof runnable> {
  const head = {
    name: endpoint.id,
    title: `${endpoint.address} takes a client back`,
    basis: 'protocol' as const,
    endpoint: endpoint.id,
    at: endpoint.at,
    covers: [],
  };
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return unready(head, opening);
  const { deadline, quiet } = context.timing;
  const connect = (on: string): Step => ({
    do: 'connect',
    on,
    endpoint: endpoint.id,
    opening,
    within: deadline,
  });
  const steps: readonly Step[] = [
    connect('a'),
    { do: 'close', on: 'a', code: 1000 },
    connect('again'),
    { do: 'close', on: 'again', abrupt: true },
    connect('third'),
    { do: 'expect', on: 'third', until: {}, within: quiet },
  ];
  return runnable(head, { steps, deadline: deadline * 3 + quiet + 5_000 }, (transcript) => {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    const failed = ['again', 'third'].find(
      (on) => receptionOf(transcript.connections[on]).kind !== 'accepted',
    );
    if (failed === undefined) return { outcome: 'passed', message: 'Accepted again, twice.' };
    const { text, kind } = receptionOf(transcript.connections[failed]);
    const sides = { expected: 'accepted (101)', received: text };
    if (kind === 'refused' && endpoint.handshake.credentials.length > 0)
      return {
        outcome: 'observed',
        message: 'The same credential does not open a second connection: it may be good for one only.',
        ...sides,
      };
    const after = failed === 'again' ? 'a Close' : 'the end of TCP';
    return {
      outcome: 'warned',
      message: `The same handshake is not accepted again after ${after}.`,
      ...sides,
      rule: 'RFC 6455 §7.2.3',
    };
  });
}
