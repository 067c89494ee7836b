import type { Contract } from '../../contract/contract.ts';
import { isJsonObject, type Json, sameJson } from '../../contract/json.ts';
import type { Reply } from '../../contract/operation.ts';
import { messageOf, pushesOf, requestsOf } from '../../contract/queries.ts';
import { isCadenceTold } from '../../rules/tolerance.ts';
import type { Outgoing } from '../outgoing.ts';
import type { Session } from '../session.ts';
import { later } from '../tasks.ts';
import type { FaultWorld, OutgoingFrame } from './fault.ts';
import { type FaultKind, plain } from './fault-kind.ts';
import { firstToSeeBroken } from './first-to-see.ts';
import { checkOfLost } from './lost-messages.ts';
import { putOnWire } from './outbox.ts';
import { presentEndpoints, promisedExchanges } from './promised.ts';
import { rehearsalOf } from './rehearsal.ts';

/** How long a message waits for the one that is to overtake it, in ms: short of what a cadence tolerates. */
const HELD = 200;

/** Faults of delivery: what is sent is right, and arrives twice, late, broken, elsewhere, or not at all. */
export const deliveryFaults: readonly FaultKind[] = [
  plain('duplicate', {
    title: 'Sends every message twice.',
    breaks: (contract) => {
      const promised = promisedExchanges(contract);
      if (promised.some(({ reply }) => reply.sequence !== undefined)) return 'exchange.reply';
      const streams = presentEndpoints(contract).some((endpoint) =>
        pushesOf(endpoint).some(({ every }) => every !== undefined && isCadenceTold(every.value)),
      );
      if (streams) return 'stream.event';
      return promised.length > 0 ? 'exchange.once' : undefined;
    },
    frame: (frame) => [frame, frame],
  }),
  plain('reorder', {
    title: 'Sends each two messages in the wrong order.',
    breaks: (contract) => (hasOrder(contract) ? 'exchange.reply' : undefined),
    frame: swap,
    holds: true,
  }),
  {
    name: 'lose',
    parameters: [{ name: 'nth', type: 'nth', default: 2 }],
    examples: ['lose-3'],
    make: ({ nth = 2 }) => {
      const counts = new WeakMap<Session, number>();
      return {
        title: `Loses every ${ordinal(nth)} message of a connection.`,
        breaks: (contract) => checkOfLost(contract, nth),
        frame: (frame, session) => {
          const count = (counts.get(session) ?? 0) + 1;
          counts.set(session, count);
          return count % nth === 0 ? [] : [frame];
        },
      };
    },
  },
  plain('corrupt', {
    title: 'Cuts every JSON message in half.',
    breaks: (contract) => {
      const { size } = rehearsalOf(contract);
      return firstToSeeBroken(contract, (id) => messageOf(contract, id).format === 'json' && size(id) > 0);
    },
    frame: (frame, _session, { contract }) => {
      const json = frame.message === undefined || messageOf(contract, frame.message).format === 'json';
      return [
        json && 'text' in frame.data ? { ...frame, data: { text: malformed(frame.data.text) } } : frame,
      ];
    },
  }),
  plain('wrong-connection', {
    title: 'Sends each reply to the connection of the endpoint that was opened last, whoever asked.',
    breaks: (contract) => strayReplies(contract, () => true),
    send: (outgoing, { sessions }) => {
      const last = outgoing.cause === 'reply' ? sameEndpoint(outgoing, sessions).at(-1) : undefined;
      return [last === undefined ? outgoing : { ...outgoing, session: last }];
    },
  }),
  plain('reply-to-all', {
    title: 'Sends each reply to every connection of the endpoint.',
    // Without an id of the request it may be a room, where everybody is to hear it: nobody promised otherwise.
    breaks: (contract) => strayReplies(contract, isPersonal),
    send: (outgoing, { sessions }) =>
      outgoing.cause === 'reply'
        ? sameEndpoint(outgoing, sessions).map((session) => ({ ...outgoing, session }))
        : [outgoing],
  }),
];

/** Oldest first; the one that asked is among them. */
function sameEndpoint({ session }: Outgoing, sessions: FaultWorld['sessions']): Session[] {
  return [...sessions.values()].filter((one) => one.endpoint === session.endpoint);
}

/** The check of replies that nobody else may get, if the first one of an endpoint, which it tries, is such a reply. */
function strayReplies(contract: Contract, concerns: (reply: Reply) => boolean): string | undefined {
  const first = presentEndpoints(contract).flatMap((endpoint) => {
    const pushed = new Set(pushesOf(endpoint).flatMap(({ messages }) => messages));
    return promisedExchanges(contract)
      .filter((one) => one.endpoint === endpoint && one.reply.messages.every((id) => !pushed.has(id)))
      .slice(0, 1);
  });
  return first.some(({ reply }) => concerns(reply)) ? 'exchange.isolation' : undefined;
}

function isPersonal({ bind }: Reply): boolean {
  return bind.some(({ from, basis }) => from.kind === 'request' && basis === 'document');
}

const held = new WeakMap<Session, OutgoingFrame>();

function swap(frame: OutgoingFrame, session: Session, world: FaultWorld): readonly OutgoingFrame[] {
  const first = held.get(session);
  if (first !== undefined) {
    held.delete(session);
    return [frame, first];
  }
  held.set(session, frame);
  later(world, session, HELD, () => {
    if (held.get(session) !== frame) return;
    held.delete(session);
    putOnWire(world, session, frame);
  });
  return [];
}

/** Never what a JSON parser takes: half of `12` is still JSON. */
function malformed(text: string): string {
  const half = text.slice(0, Math.ceil(text.length / 2));
  return isJson(half) ? `${half}{` : half;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Does a promised reply have two messages that differ, with nothing of the greeting before it that is swapped first? */
function hasOrder(contract: Contract): boolean {
  const { payload } = rehearsalOf(contract);
  const differ = (a: Json | undefined, b: Json | undefined): boolean =>
    a !== undefined && b !== undefined && !(isJsonObject(a) && isJsonObject(b) && sameJson(a, b));
  return presentEndpoints(contract).some((endpoint) =>
    requestsOf(endpoint).some(({ reply }) => {
      if (reply === undefined || reply.basis === 'inferred') return false;
      const sent = (reply.sequence ?? []).flatMap(({ message, repeat }) =>
        Array<string>(repeat).fill(message),
      );
      const greeted = (endpoint.greeting?.value.length ?? 0) % 2;
      const pairs = sent.slice(greeted);
      return pairs.some(
        (id, index) =>
          index % 2 === 0 &&
          pairs[index + 1] !== undefined &&
          pairs[index + 1] !== id &&
          differ(payload(id), payload(pairs[index + 1] ?? id)),
      );
    }),
  );
}

function ordinal(count: number): string {
  return count === 2 ? 'second' : count === 3 ? 'third' : `${count}th`;
}
