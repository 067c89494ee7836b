import { headerValue } from '../../rules/credential-value.ts';
import type { JournalEntry } from '../journal.ts';
import type { AnswerSink, AnswerStream, PlainAnswer } from '../unknown-request.ts';
import { onlyQuery, queryNumber } from './fields.ts';
import type { Call, Route } from './route.ts';

/** ms that entries are gathered for, so that a flood is told in pieces and not one by one. */
const GATHER = 25;
/** Most entries in one event. */
const MOST = 500;
/** Most characters of frames in one event, but for a single entry that is longer. */
const MOST_TEXT = 512 * 1024;
/** ms between two states; they also tell a peer that the stream lives. */
const STATE_EVERY = 2_000;

/** The journal as it is written: Server-Sent Events (WHATWG HTML §9.2), whose ids are those of the entries. */
export const followRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/events',
    answer: (call): PlainAnswer => {
      onlyQuery(call.query, ['since']);
      const begin = cursorOf(call);
      return {
        status: 200,
        headers: [['Content-Type', 'text/event-stream; charset=utf-8']],
        body: 'retry: 1000\n\n',
        stream: (sink) => follow(call, begin, sink),
      };
    },
  },
];

/** Where a browser that was cut off goes on, else where the query says, else from now. */
function cursorOf({ headers, query, mock }: Call): number {
  const last = headerValue(headers, 'last-event-id') ?? '';
  const since = /^\d{1,15}$/.test(last) ? Number(last) : queryNumber(query, 'since');
  if (since === undefined) return mock.journal.last;
  // More than there are: they were counted by a mock that was here before.
  return since > mock.journal.last ? 0 : since;
}

/**
 * Reads the journal behind a cursor. What a slow reader leaves waits in the ring, which has a size, and is never
 * queued: whoever is too slow for it is told how many entries are `lost`.
 */
function follow({ mock, nowFollowed }: Call, begin: number, sink: AnswerSink): AnswerStream {
  const { journal } = mock;
  let cursor = begin;
  let isFull = false;
  let gathering: NodeJS.Timeout | undefined;

  function gather(): void {
    if (!isFull && gathering === undefined) gathering = setTimeout(tell, GATHER).unref();
  }

  function tell(): void {
    gathering = undefined;
    const found = journal.entries(cursor);
    const lost = (found[0]?.id ?? journal.last + 1) - cursor - 1;
    const entries = firstOf(found);
    cursor = entries.at(-1)?.id ?? journal.last;
    if (lost > 0) write('lost', { lost });
    if (entries.length > 0) write('entries', entries);
    if (cursor < journal.last) gather();
  }

  function tellState(): void {
    if (isFull) return;
    const connections = mock.connections().length;
    write('state', {
      last: journal.last,
      connections,
      faults: mock.faults(),
      contract: numberOf(nowFollowed()),
      mock: `${performance.timeOrigin} ${numberOf(journal)}`,
    });
  }

  function write(event: string, value: unknown): void {
    isFull = !sink.write(`id: ${cursor}\nevent: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  }

  tellState();
  if (cursor < journal.last) tell();
  const unlisten = journal.listen(gather);
  const states = setInterval(tellState, STATE_EVERY).unref();
  return {
    drained() {
      isFull = false;
      if (cursor < journal.last) gather();
    },
    stop() {
      unlisten();
      clearInterval(states);
      clearTimeout(gathering);
    },
  };
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** Another number for another thing: who follows is told that the contract is another, or the mock. */
function numberOf(thing: object): number {
  const known = numbers.get(thing) ?? lastNumber + 1;
  numbers.set(thing, known);
  lastNumber = Math.max(lastNumber, known);
  return known;
}

function firstOf(found: readonly JournalEntry[]): readonly JournalEntry[] {
  let text = 0;
  const end = found.findIndex((entry, index) => {
    text += entry.type === 'frame' ? entry.data.length : 0;
    return index >= MOST || (index > 0 && text > MOST_TEXT);
  });
  return end < 0 ? found : found.slice(0, end);
}
