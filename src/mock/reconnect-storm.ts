import type { HandshakeEntry, NewEntry, StormEntry } from './journal.ts';

/** So many refusals in a row, at the same pace, are no accident. */
export const STORM_TIMES = 5;
/** ms. What comes faster was not waiting for an answer: several clients, or a test. */
const SHORTEST_PAUSE = 100;
/** The longest pause of a steady pace, measured by the shortest; whoever backs off is past it after four. */
const STEADY = 1.5;

/**
 * Do these refusals, the last of one client at one target, show that it comes back at the same pace whatever happens?
 * The entry that says so, or `undefined`.
 *
 * @param refusals in the order in which they happened, with nothing accepted in between.
 */
export function reconnectStorm(
  refusals: readonly HandshakeEntry[],
): (NewEntry & { type: 'storm' }) | undefined {
  const row = refusals.slice(-STORM_TIMES);
  const [first] = row;
  const last = row.at(-1);
  if (first === undefined || last === undefined || row.length < STORM_TIMES) return undefined;
  const pauses = row.slice(1).map(({ at }, index) => at - (row[index]?.at ?? at));
  const shortest = Math.min(...pauses);
  if (shortest < SHORTEST_PAUSE || Math.max(...pauses) > STEADY * shortest) return undefined;
  const sameCredential =
    last.credential !== undefined && row.every(({ credential }) => credential === last.credential);
  return {
    id: 0,
    type: 'storm',
    at: last.at,
    peer: last.peer,
    target: last.target,
    ...(last.origin === undefined ? {} : { origin: last.origin }),
    ...(last.endpoint === undefined ? {} : { endpoint: last.endpoint }),
    times: row.length,
    interval: Math.round((last.at - first.at) / pauses.length),
    ...(sameCredential ? { sameCredential } : {}),
    reason: last.reason ?? 'It is refused.',
    remedy: sameCredential
      ? 'Fetch a new credential before each connection, and wait longer after each refusal.'
      : 'Wait longer after each refusal, and give up after some.',
  };
}

/** `reconnect storm: GET /ws refused 5 times, every 3.0 s, no backoff` and, where it is so, `, the same credential each time`. */
export function describeStorm({ target, times, interval, sameCredential }: StormEntry): string {
  const again = sameCredential === true ? ', the same credential each time' : '';
  return `reconnect storm: GET ${target} refused ${times} times, every ${(interval / 1000).toFixed(1)} s, no backoff${again}`;
}
