import type { JournalEntry } from '../../journal.ts';
import { admin } from './admin.ts';
import {
  attempt,
  catalogue,
  clearEntries,
  connections,
  contract,
  drawn,
  faultsOn,
  link,
  lost,
  takeEntries,
} from './state.ts';

interface MockState {
  readonly connections: number;
  readonly faults: readonly string[];
  /** Changes with the contract. */
  readonly contract: number;
  /** Another one: another mock has taken the port, and counts anew. */
  readonly mock: string;
}

/** ms until a browser that has given up is made to try again. */
const AGAIN = 2_000;

/** Of the last entry that was read. */
let newest = 0;
let revision: number | undefined;
let mock: string | undefined;

/** Loads what the mock is, then follows its journal for as long as the page is open. */
export function follow(): void {
  const source = new EventSource(`events?since=${newest}`);
  const on = <T>(name: string, take: (told: T) => void): void =>
    source.addEventListener(name, (event: MessageEvent<string>) => take(JSON.parse(event.data) as T));

  source.addEventListener('open', () => {
    link.value = 'live';
  });
  source.addEventListener('error', () => {
    link.value = 'lost';
    // It tries again itself; but not where the answer was no stream, such as a 403 or the page of another server.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN);
  });
  on<readonly JournalEntry[]>('entries', (came) => {
    newest = came.at(-1)?.id ?? newest;
    takeEntries(came);
  });
  on<{ readonly lost: number }>('lost', (told) => {
    // What was gone before the page was there, nobody has missed.
    if (newest > 0) lost.value += told.lost;
    void correctConnections();
  });
  on<MockState>('state', (state) => {
    if (mock !== undefined && mock !== state.mock) {
      source.close();
      forget();
      follow();
      return;
    }
    mock = state.mock;
    if (state.faults.join() !== faultsOn.value.join()) faultsOn.value = state.faults;
    if (state.connections !== connections.open.size) void correctConnections();
    if (state.contract !== revision) {
      revision = state.contract;
      void load();
    }
  });
}

function forget(): void {
  clearEntries();
  connections.clear();
  newest = 0;
  revision = undefined;
  mock = undefined;
}

function load(): Promise<boolean> {
  return attempt(undefined, async () => {
    const [document, faults] = await Promise.all([admin.contract(), admin.faults()]);
    contract.value = document;
    catalogue.value = faults.catalogue;
    faultsOn.value = faults.faults;
    window.document.title = `${document.title} · Countersign console`;
  });
}

let correcting = false;

async function correctConnections(): Promise<void> {
  if (correcting) return;
  correcting = true;
  await attempt(undefined, async () => {
    connections.correct(await admin.connections());
    drawn.value += 1;
  });
  correcting = false;
}
