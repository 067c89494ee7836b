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
  hasDocs,
  link,
  lost,
  takeEntries,
} from './state.ts';

interface MockState {
  readonly last: number;
  readonly connections: number;
  readonly faults: readonly string[];
  /** Changes with the contract. */
  readonly contract: number;
}

/** Loads what the mock is, then follows its journal for as long as the page is open. */
export function follow(): void {
  let newest = 0;
  let revision: number | undefined;
  const source = new EventSource('events?since=0');
  const read = <T>(event: Event): T => JSON.parse((event as MessageEvent<string>).data) as T;

  source.addEventListener('open', () => {
    link.value = 'live';
  });
  source.addEventListener('error', () => {
    link.value = 'lost';
    // A browser gives up for good where the answer was no stream, such as a 403 or another server's page.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 2_000);
  });
  source.addEventListener('entries', (event) => {
    const came = read<readonly JournalEntry[]>(event);
    newest = came.at(-1)?.id ?? newest;
    takeEntries(came);
  });
  source.addEventListener('lost', (event) => {
    if (newest > 0) lost.value += read<{ lost: number }>(event).lost;
    void correctConnections();
  });
  source.addEventListener('state', (event) => {
    const state = read<MockState>(event);
    if (state.last < newest) {
      // Its numbers begin anew: it is another mock on the same port.
      clearEntries();
      connections.clear();
      newest = 0;
      revision = undefined;
    }

    if (state.faults.join() !== faultsOn.value.join()) faultsOn.value = state.faults;
    if (state.connections !== connections.open.size) void correctConnections();
    if (state.contract !== revision) {
      revision = state.contract;
      void load();
    }
  });
}

function load(): Promise<boolean> {
  return attempt(undefined, async () => {
    const [document, faults] = await Promise.all([admin.contract(), admin.faults()]);
    contract.value = document;
    catalogue.value = faults.catalogue;
    faultsOn.value = faults.faults;
    void admin.hasDocs().then((has) => {
      hasDocs.value = has;
    });
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
