import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Contract } from '../../../contract/contract.ts';
import type { JournalEntry } from '../../journal.ts';
import { type FaultKindFact, Refused } from './admin.ts';
import { type ConnectionBook, createConnectionBook } from './connection-book.ts';
import { type EntryFilter, EVERYTHING, passes } from './entry-filter.ts';
import { createEntryStore, type EntryStore } from './entry-store.ts';

export type Tab = 'inspect' | 'send' | 'scenarios' | 'faults';
/** Which of the three is seen where there is room for one. */
export type View = 'contract' | 'stream' | 'tools';
/** What the inspector shows. */
export type Selection =
  | { readonly kind: 'entry'; readonly entry: JournalEntry }
  | { readonly kind: 'endpoint' | 'companion'; readonly id: string }
  | { readonly kind: 'connection'; readonly id: number }
  | undefined;

export const contract: Signal<Contract | undefined> = signal(undefined);
export const link: Signal<'connecting' | 'live' | 'lost'> = signal('connecting');
export const faultsOn: Signal<readonly string[]> = signal([]);
export const catalogue: Signal<readonly FaultKindFact[]> = signal([]);
export const filter: Signal<EntryFilter> = signal(EVERYTHING);
export const paused: Signal<boolean> = signal(false);
export const selection: Signal<Selection> = signal(undefined);
export const tab: Signal<Tab> = signal('inspect');
export const view: Signal<View> = signal('stream');
export const helpOpen: Signal<boolean> = signal(false);
/** The last thing that was done or refused, told for a moment. */
export const notice: Signal<{ readonly text: string; readonly isBad: boolean } | undefined> =
  signal(undefined);
/** Entries that the mock's ring had let go of before the page could read them. */
export const lost: Signal<number> = signal(0);

/** Counts the changes of `entries` and `connections`: who reads it is drawn anew, once a frame. */
export const drawn: Signal<number> = signal(0);
let isDue = false;

function changed(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    drawn.value += 1;
  });
}

export const entries: EntryStore = createEntryStore(changed, (run) => setTimeout(run, 0));
export const connections: ConnectionBook = createConnectionBook();

export function takeEntries(came: readonly JournalEntry[]): void {
  for (const entry of came) {
    connections.note(entry);
    if (entry.type === 'faults') faultsOn.value = entry.faults;
  }
  entries.add(came);
}

export function clearEntries(): void {
  entries.clear();
  lost.value = 0;
  if (selection.value?.kind === 'entry') selection.value = undefined;
}

export function narrow(change: Partial<EntryFilter>): void {
  filter.value = { ...filter.value, ...change };
}

export function setPaused(value: boolean): void {
  paused.value = value;
  entries.pause(value);
}

/** Shows it in the inspector. */
export function inspect(selected: Selection): void {
  selection.value = selected;
  tab.value = 'inspect';
}

export const severalEndpoints: ReadonlySignal<boolean> = computed(
  () => (contract.value?.endpoints.length ?? 0) > 1,
);

/** Tells what came of it; a refusal is told in the mock's words. */
export async function attempt(done: string | undefined, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    if (done !== undefined) tell(done);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell(error.message, true);
    return false;
  }
}

let told: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string, isBad = false): void {
  notice.value = { text, isBad };
  clearTimeout(told);
  told = setTimeout(
    () => {
      notice.value = undefined;
    },
    isBad ? 9_000 : 3_500,
  );
}

/** Filters anew when the filter changes. */
export function beginFiltering(): void {
  effect(() => entries.filter(passes(filter.value)));
}
