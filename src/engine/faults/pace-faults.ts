import type { Contract } from '../../contract/contract.ts';
import type { PushOperation } from '../../contract/operation.ts';
import { pushesOf } from '../../contract/queries.ts';
import { firstWithin, latest } from '../../rules/tolerance.ts';
import type { FaultKind } from './fault-kind.ts';
import { sentIn } from './first-to-see.ts';
import { presentEndpoints, promisedExchanges } from './promised.ts';
import { rehearsalOf } from './rehearsal.ts';

/** What a client waits where the document sets no time, in ms: the default of `verify --deadline`. */
const DEADLINE = 10_000;

/** Faults of time: everything is right, and late. The order of messages stays. */
export const paceFaults: readonly FaultKind[] = [
  {
    name: 'latency',
    parameters: [
      { name: 'delay', type: 'duration', default: 500 },
      { name: 'spread', word: 'jitter', type: 'duration', default: 0 },
    ],
    examples: ['latency-500ms', 'latency-500ms-jitter-200ms', 'latency-15s'],
    make: ({ delay = 500, spread = 0 }) => ({
      title: `Sends every message ${delay} ms late${spread === 0 ? '' : `, give or take ${spread} ms`}.`,
      breaks: (contract) => tooLate(contract, () => delay - spread, false),
      frame: (frame, _session, { random }) => {
        const late = spread === 0 ? delay : Math.max(0, delay + random.integer(-spread, spread));
        return [{ ...frame, delay: (frame.delay ?? 0) + late }];
      },
    }),
  },
  {
    name: 'trickle',
    parameters: [{ name: 'rate', type: 'rate', default: 1_000 }],
    examples: ['trickle-20'],
    make: ({ rate = 1_000 }) => ({
      title: `Sends every message in pieces, ${rate} characters in a second.`,
      breaks: (contract) => tooLate(contract, (characters) => (characters / rate) * 1_000, true),
      frame: (frame) => [{ ...frame, rate }],
    }),
  },
];

/**
 * The check that finds messages too late.
 * @param lateness how late the last of so many characters is, in ms
 * @param isSerial whether each message waits for the one before it, so that a stream gets slower, and not only later
 */
function tooLate(
  contract: Contract,
  lateness: (characters: number) => number,
  isSerial: boolean,
): string | undefined {
  const { size } = rehearsalOf(contract);
  const endpoints = presentEndpoints(contract);
  const isLateReply = promisedExchanges(contract).some(({ reply }) => {
    const characters =
      reply.sequence?.reduce((sum, { message, repeat }) => sum + repeat * size(message), 0) ??
      sentIn(reply).reduce((sum, id) => sum + size(id), 0);
    return lateness(characters) > (reply.within?.value ?? DEADLINE) * 1.25;
  });
  if (isLateReply) return 'exchange.reply';
  const isLateEvent = endpoints.some((endpoint) =>
    pushesOf(endpoint).some((push) => {
      const [first] = push.messages;
      const late = first === undefined ? 0 : lateness(size(first));
      return late > soonest(push) || (isSerial && late > latest(push.every?.value ?? DEADLINE));
    }),
  );
  if (isLateEvent) return 'stream.event';
  const isLateSign = endpoints.some(({ keepalive }) => {
    const { idle = 0, send } = keepalive?.value ?? {};
    return send !== undefined && idle + lateness(size(send)) > latest(idle);
  });
  return isLateSign ? 'connection.keepalive' : undefined;
}

/** How long the first event of a stream is waited for, in ms: without a bound where nothing makes it come. */
function soonest({ every, after }: PushOperation): number {
  if (every !== undefined) return firstWithin(every.value, DEADLINE);
  return after === undefined ? Number.POSITIVE_INFINITY : DEADLINE;
}
