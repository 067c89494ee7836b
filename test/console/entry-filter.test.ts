import { expect, test } from 'vitest';
import {
  type EntryFilter,
  EVERYTHING,
  isEverything,
  passes,
} from '../../src/mock/console/page/entry-filter.ts';
import type { JournalEntry } from '../../src/mock/journal.ts';
import { close, frame, handshake, peer } from './entries.ts';

const ENTRIES: readonly JournalEntry[] = [
  handshake(1),
  frame(2, { data: '{"type":"say","text":"Hello (world)"}' }),
  frame(3, { from: 'server', message: 'said', data: '{"type":"said"}', fault: 'duplicate' }),
  frame(4, { message: undefined, data: '{', violation: 'It is not JSON.' }),
  handshake(5, {
    outcome: 'refused',
    endpoint: 'feed',
    guard: 'origin',
    reason: 'The Origin is foreign.',
  } as const),
  close(6, { connection: 2, code: 4401, reason: 'token expired' }),
  { type: 'request', id: 7, at: 7, peer, method: 'POST', target: '/login', status: 401, companion: 'login' },
  { type: 'faults', id: 8, at: 8, faults: ['no-reply'] },
];

test.each<[Partial<EntryFilter>, readonly number[]]>([
  [{}, [1, 2, 3, 4, 5, 6, 7, 8]],
  [{ text: 'hello' }, [2]],
  [{ text: 'HELLO (w' }, [2]],
  [{ text: '.*' }, []],
  [{ text: 'say hello' }, [2]],
  [{ text: 'say nothing' }, []],
  [{ text: 'duplicate' }, [3]],
  [{ text: 'foreign' }, [5]],
  [{ text: '4401' }, [6]],
  [{ text: '/login 401' }, [7]],
  [{ text: 'no-reply' }, [8]],
  [{ text: 'unknown' }, [4]],
  [{ endpoint: 'feed' }, [5]],
  [{ connection: 2 }, [6]],
  [{ from: 'client' }, [2, 4]],
  [{ from: 'server' }, [3]],
  [{ from: 'other' }, [1, 5, 6, 7, 8]],
  [{ onlyWrong: true }, [4, 5]],
  [{ onlyWrong: true, from: 'client' }, [4]],
])('%j lets %j pass', (change, ids) => {
  const filter = { ...EVERYTHING, ...change };
  expect(ENTRIES.filter(passes(filter)).map(({ id }) => id)).toEqual(ids);
  expect(isEverything(filter)).toBe(Object.keys(change).length === 0);
});
