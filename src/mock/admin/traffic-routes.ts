import type { JournalEntry } from '../journal.ts';
import { demandMessage, type ReceivedMessage, receivedIn } from '../received.ts';
import { type PlainAnswer, plainJson } from '../unknown-request.ts';
import { violationOf } from '../violation.ts';
import { BadCall } from './bad-call.ts';
import { onlyQuery, queryJson, queryNumber } from './fields.ts';
import type { Call, Route } from './route.ts';

const MOST = 1_000;
/** The longest that a request may wait, ms. */
const LONGEST = 60_000;
const DEFAULT_WITHIN = 5_000;
/** Most requests that may wait at a time. */
const MOST_WAITING = 100;

/** What went over the mock. */
export const trafficRoutes: readonly Route[] = [
  { method: 'GET', path: '/journal', answer: journalLines },
  {
    method: 'GET',
    path: '/violations',
    answer: ({ mock, query }) => {
      onlyQuery(query, ['since', 'limit']);
      const since = queryNumber(query, 'since') ?? 0;
      const found = mock.violations().filter(({ id }) => id > since);
      return plainJson(200, { violations: found.slice(0, limitOf(query)).map(withViolation) });
    },
  },
  {
    method: 'GET',
    path: '/received',
    answer: (call) => {
      onlyQuery(call.query, ['message', 'payload', 'connection', 'since', 'limit']);
      const received = call.mock.journal.entries(queryNumber(call.query, 'since')).flatMap(wantedBy(call));
      return plainJson(200, { received: received.slice(0, limitOf(call.query)) });
    },
  },
  { method: 'GET', path: '/wait', answer: wait },
];

const FILTERS = ['since', 'limit', 'message', 'connection', 'endpoint', 'type', 'violations'];

/** `since`: the first entries after that id; without it the newest. */
function journalLines({ mock, query }: Call): PlainAnswer {
  onlyQuery(query, FILTERS);
  const since = queryNumber(query, 'since');
  const limit = limitOf(query);
  const connection = queryNumber(query, 'connection');
  const [message, endpoint, type] = ['message', 'endpoint', 'type'].map((name) => query.get(name));
  const violations = query.get('violations');
  if (violations !== null && violations !== 'true')
    throw new BadCall(400, `"${violations}" is not "true".`, {
      at: 'query.violations',
      fix: 'Write violations=true.',
    });
  const found = mock.journal
    .entries(since ?? 0)
    .filter(
      (entry) =>
        (message === null || ('message' in entry && entry.type === 'frame' && entry.message === message)) &&
        (endpoint === null || ('endpoint' in entry && entry.endpoint === endpoint)) &&
        (type === null || entry.type === type) &&
        (connection === undefined || ('connection' in entry && entry.connection === connection)) &&
        (violations === null || violationOf(entry) !== undefined),
    );
  const entries =
    since === undefined ? found.slice(Math.max(0, found.length - limit)) : found.slice(0, limit);
  return {
    status: 200,
    headers: [['Content-Type', 'application/jsonl; charset=utf-8']],
    body: entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  };
}

function limitOf(query: URLSearchParams): number {
  return queryNumber(query, 'limit') ?? MOST;
}

function withViolation(entry: JournalEntry): object {
  return { ...entry, violation: violationOf(entry) };
}

/** Reads the filters once. */
function wantedBy({ contract, query }: Call): (entry: JournalEntry) => readonly ReceivedMessage[] {
  const message = query.get('message') ?? undefined;
  if (message !== undefined) demandMessage(contract, 'client', message);
  const payload = queryJson(query, 'payload');
  const connection = queryNumber(query, 'connection');
  return (entry) => {
    const received = receivedIn(entry, message, payload);
    return received === undefined || (connection !== undefined && received.connection !== connection)
      ? []
      : [received];
  };
}

let waiting = 0;

/** The first message that fits, whether it came already or is still to come. */
function wait(call: Call): PlainAnswer | Promise<PlainAnswer> {
  const { mock, query } = call;
  onlyQuery(query, ['message', 'payload', 'connection', 'since', 'within']);
  if (query.get('message') === null)
    throw new BadCall(400, 'Nobody says which message to wait for.', {
      at: 'query.message',
      fix: 'Add ?message=subscribe.',
    });
  const within = queryNumber(query, 'within') ?? DEFAULT_WITHIN;
  if (within > LONGEST)
    throw new BadCall(400, `${within} ms is longer than a request may wait.`, {
      at: 'query.within',
      fix: `Wait ${LONGEST} ms at most, and ask again.`,
    });
  const wanted = wantedBy(call);
  const [came] = mock.journal.entries(queryNumber(query, 'since')).flatMap(wanted);
  if (came !== undefined) return plainJson(200, { received: came });
  if (waiting >= MOST_WAITING)
    throw new BadCall(503, `${MOST_WAITING} requests wait already.`, { fix: 'Let some of them end first.' });
  waiting += 1;
  return new Promise((resolve) => {
    const end = (answer: PlainAnswer): void => {
      clearTimeout(timer);
      unlisten();
      waiting -= 1;
      resolve(answer);
    };
    const timer = setTimeout(() => end(missed(call, within)), within);
    const unlisten = mock.journal.listen((entry) => {
      const [received] = wanted(entry);
      if (received !== undefined) end(plainJson(200, { received }));
    });
  });
}

function missed({ mock, query }: Call, within: number): PlainAnswer {
  const since = queryNumber(query, 'since') ?? 0;
  const instead = mock
    .received()
    .filter(({ id }) => id > since)
    .slice(-5);
  return plainJson(504, {
    error: `No client sent such a "${query.get('message')}" within ${within} ms.`,
    at: 'query.message',
    fix:
      instead.length === 0
        ? 'Nothing was received: is a client connected?'
        : 'See what was received instead.',
    received: instead,
  });
}
