import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { PushOperation } from '../../contract/operation.ts';
import { pushesOf, requestsOf } from '../../contract/queries.ts';
import type { Effect } from '../engine.ts';
import type { Session } from '../session.ts';
import type { Fault, FaultWorld } from './fault.ts';
import { type FaultKind, plain } from './fault-kind.ts';
import { firstToMiss } from './first-to-see.ts';
import { presentEndpoints, promisedExchanges } from './promised.ts';

/** Faults of an open connection. */
export const connectionFaults: readonly FaultKind[] = [
  {
    name: 'close',
    parameters: [
      { name: 'code', type: 'close-code', default: 1011 },
      { name: 'count', word: 'after', type: 'count', default: 0 },
    ],
    examples: ['close-4401', 'close-4401-after-3'],
    make: ({ code = 1011, count = 0 }) => ({
      title: `Closes a connection with ${code} ${when(count)}.`,
      ...ending(count, code === 1011, ({ connection }) => ({
        type: 'close',
        connection,
        code,
        reason: 'A fault of the mock closes it.',
      })),
    }),
  },
  {
    name: 'drop',
    parameters: [{ name: 'count', word: 'after', type: 'count', default: 0 }],
    examples: ['drop-after-3'],
    make: ({ count = 0 }) => ({
      title: `Ends TCP without a Close frame (a client sees 1006) ${when(count)}.`,
      ...ending(count, true, ({ connection }) => ({ type: 'drop', connection })),
    }),
  },
  plain('silent', {
    title: 'Keeps connections open and never says anything on them.',
    breaks: firstToMiss,
    frame: () => [],
  }),
  plain('no-pong', {
    title: 'Leaves Pings without a Pong.',
    breaks: (contract) => (presentEndpoints(contract).length > 0 ? 'connection.ping' : undefined),
    ignoresPings: true,
  }),
];

function when(count: number): string {
  if (count === 0) return 'as soon as it is open';
  return count === 1 ? 'after its first message' : `after ${count} messages`;
}

/**
 * Counted is what the server has sent on that connection.
 * @param fails its end says that something went wrong (RFC 6455 §7.4.1)
 */
function ending(
  count: number,
  fails: boolean,
  end: (session: Session) => Effect,
): Pick<Fault, 'breaks' | 'open' | 'sent'> {
  return {
    breaks: (contract) => {
      if (presentEndpoints(contract).length === 0) return undefined;
      if (count === 0) return 'handshake.accept';
      return (
        missedAfter(contract, count) ??
        (fails && isAskedOn(contract, count) ? 'connection.lasting' : undefined)
      );
    },
    ...(count === 0
      ? {
          open: (session: Session, world: FaultWorld) => {
            world.effects.push(end(session));
            return 'handled' as const;
          },
        }
      : {
          sent: (sent: number, session: Session, world: FaultWorld) => {
            if (sent === count) world.effects.push(end(session));
          },
        }),
  };
}

/** The check that needs more messages than that of one connection. */
function missedAfter(contract: Contract, count: number): string | undefined {
  const endpoints = presentEndpoints(contract);
  const greeted = ({ greeting }: Endpoint): number => greeting?.value.length ?? 0;
  const inReply = endpoints.some((endpoint) =>
    requestsOf(endpoint).some(({ reply }) => {
      if (reply === undefined || reply.basis === 'inferred') return false;
      const length = reply.sequence?.reduce((sum, { repeat }) => sum + repeat, 0) ?? 1;
      return greeted(endpoint) + length > count;
    }),
  );
  if (inReply) return 'exchange.reply';
  if (endpoints.some((endpoint) => greeted(endpoint) > count)) return 'stream.greeting';
  const inStream = endpoints.some((endpoint) =>
    pushesOf(endpoint).some((push) => greeted(endpoint) + eventsNeeded(endpoint, push) > count),
  );
  if (inStream) return 'stream.event';
  const inScenario = contract.scenarios.some(({ steps }) => {
    const said = steps.reduce((sum, step) => sum + (step.kind === 'server' ? (step.repeat ?? 1) : 0), 0);
    return said > count;
  });
  return inScenario ? 'scenario.run' : undefined;
}

/** Requests that are asked again and again on one connection: its check sends so many. */
const ASKED = 5;

/** Does somebody who asks one thing after another see more messages than that on one connection? */
function isAskedOn(contract: Contract, count: number): boolean {
  return promisedExchanges(contract).some(({ endpoint, operation, reply }) => {
    if (operation.roles !== undefined || operation.closes !== undefined || reply.sequence !== undefined)
      return false;
    return (endpoint.greeting?.value.length ?? 0) + ASKED > count;
  });
}

/** How many messages, the reply to what begins it included, show that a stream is right: its cadence takes three. */
function eventsNeeded(endpoint: Endpoint, { every, after }: PushOperation): number {
  if (every === undefined && after === undefined) return 0;
  const begins = requestsOf(endpoint).find(({ id }) => id === after?.value);
  return (begins?.reply === undefined ? 0 : 1) + (every === undefined ? 1 : 3);
}
