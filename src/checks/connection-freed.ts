import type { Endpoint } from '../contract/endpoint.ts';
import type { Step } from '../script/script.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { GENTLE_CONNECTIONS } from './connection-capacity.ts';
import { isUnready, presentEndpoints, runnable, unready } from './endpoint-case.ts';
import { receptionOf } from './refusal.ts';

/** How long, in ms, a server may take to notice that a client is gone. */
const NOTICE = 500;

export const connectionFreed: Check = defineCheck({
  id: 'connection.freed',
  title: 'The place of a client that is gone is free again',
  area: 'connection',
  phase: 'boundaries',
  source: 'x-countersign.limits.connections; RFC 6455 §7.1.4',
  row: 'C16, M21, M29',
  serial: true,
  follows: [{ check: 'connection.capacity' }],
  explain:
    'As many clients connect as may; one says goodbye, or vanishes without a word, and the next must get in. A server that only counts up refuses everybody after a day.',
  plan: (context) =>
    presentEndpoints(context.contract.endpoints).flatMap((endpoint) => [
      ...plan(context, endpoint, 'close'),
      ...plan(context, endpoint, 'drop'),
    ]),
});

function plan(context: CheckContext, endpoint: Endpoint, how: 'close' | 'drop'): readonly CheckCase[] {
  const { connections } = endpoint.handshake;
  if (connections === undefined || connections.value > GENTLE_CONNECTIONS) return [];
  const limit = connections.value;
  const gone = how === 'close' ? 'a Close' : 'the end of TCP';
  const head = {
    name: `${endpoint.id}/${how}`,
    title: `${endpoint.address} takes another client after ${gone}`,
    basis: connections.basis,
    endpoint: endpoint.id,
    at: connections.at,
    covers: [],
  };
  const opening = context.opening(endpoint.id);
  if (isUnready(opening)) return [unready(head, opening)];
  const { deadline, quiet } = context.timing;
  const connect = (on: string): Step => ({
    do: 'connect',
    on,
    endpoint: endpoint.id,
    opening,
    within: deadline,
  });
  const steps: readonly Step[] = [
    ...Array.from({ length: limit }, (_, i) => connect(`c${i + 1}`)),
    { do: 'close', on: 'c1', ...(how === 'drop' ? { abrupt: true } : { code: 1000 }) },
    { do: 'wait', ms: NOTICE },
    connect('next'),
    { do: 'expect', on: 'next', until: {}, within: quiet },
  ];
  return [
    runnable(head, { steps, deadline: deadline * 2 + limit * 200 + 5_000 }, ({ connections: opened }) => {
      const full = Array.from({ length: limit }, (_, i) => `c${i + 1}`).every(
        (on) => opened[on]?.handshake.outcome.kind === 'accepted',
      );
      if (!full)
        return {
          outcome: 'skipped',
          message: 'Not tried: the limit was not reached.',
          remedy: 'See connection.capacity.',
        };
      const reception = receptionOf(opened.next);
      const sides = {
        expected: 'accepted (101)',
        received: reception.text,
        rule: `limits.connections: ${limit}`,
      };
      return reception.kind === 'accepted'
        ? { outcome: 'passed', message: 'The next client got in.', ...sides }
        : {
            outcome: 'failed',
            message: `After ${gone} of one of ${limit} clients the next was not accepted within ${NOTICE} ms.`,
            ...sides,
          };
    }),
  ];
}
