import { type Signal, signal } from '@preact/signals';
import { entries, inspect, selection } from './state.ts';

/** The list's end is kept in sight as entries come. */
export const followsEnd: Signal<boolean> = signal(true);

/** Selects another entry of those that are shown. */
export function moveSelection(to: 1 | -1 | 'first' | 'last'): void {
  const { shown } = entries;
  if (shown.length === 0) return;
  const at = selectedIndex();
  const last = shown.length - 1;
  const next =
    to === 'first' ? 0 : to === 'last' ? last : at < 0 ? last : Math.min(last, Math.max(0, at + to));
  const entry = shown[next];
  if (entry === undefined) return;
  followsEnd.value = next === last;
  inspect({ kind: 'entry', entry });
}

/** Where what is selected stands among those that are shown; -1: nowhere. Ids ascend, so that it is soon found. */
export function selectedIndex(): number {
  const selected = selection.value;
  if (selected?.kind !== 'entry') return -1;
  const { shown } = entries;
  let [low, high] = [0, shown.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const id = shown[middle]?.id ?? 0;
    if (id === selected.entry.id) return middle;
    if (id < selected.entry.id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
