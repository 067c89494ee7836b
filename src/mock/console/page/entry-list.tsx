import { type Signal, signal, useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { EmptyList } from './empty-list.tsx';
import { EVERYTHING, isEverything } from './entry-filter.ts';
import { EntryRow } from './entry-row.tsx';
import { followsEnd, moveSelection, selectedIndex } from './move-selection.ts';
import { drawn, entries, filter, inspect, lost, paused, selection, view } from './state.ts';

/** Rows outside of what is seen, on either side. */
const OVERSCAN = 10;

/** What the list's box shows: CSS decides how high a row is (`--row`). */
interface Box {
  readonly top: number;
  readonly height: number;
  readonly row: number;
}

const box: Signal<Box> = signal({ top: 0, height: 600, row: 30 });

/** All entries that pass the filter, of which only those are in the document that can be seen. */
export function EntryList(): VNode {
  drawn.value;
  const scroller = useRef<HTMLDivElement>(null);
  const goneBefore = useRef(0);
  const { shown } = entries;
  const { top, height, row } = box.value;
  const from = Math.max(0, Math.floor(top / row) - OVERSCAN);
  const to = Math.min(shown.length, Math.ceil((top + height) / row) + OVERSCAN);
  const selectedId = selection.value?.kind === 'entry' ? selection.value.entry.id : undefined;

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => measure(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Before the browser paints: at the end, or where it was though the oldest rows have gone.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (followsEnd.value) element.scrollTop = element.scrollHeight;
    else {
      const gone = entries.gone - goneBefore.current;
      if (gone > 0) element.scrollTop -= gone * row;
    }
    goneBefore.current = entries.gone;
    if (element.scrollHeight <= element.clientHeight) followsEnd.value = true;
    measure(element);
  });

  // What is selected comes into sight; only a new selection brings it there.
  useSignalEffect(() => {
    const index = selectedIndex();
    const element = scroller.current;
    if (element === null || index < 0) return;
    const { row: high } = box.peek();
    const at = index * high;
    if (at < element.scrollTop) element.scrollTop = at;
    else if (at + high > element.scrollTop + element.clientHeight)
      element.scrollTop = at + high - element.clientHeight;
  });

  return (
    <div class="list-frame">
      <div
        ref={scroller}
        id="messages"
        class="list"
        data-keys="list"
        tabIndex={0}
        role="listbox"
        aria-label={`Messages, ${shown.length} shown`}
        aria-busy={entries.isFiltering}
        {...(selectedId === undefined ? {} : { 'aria-activedescendant': `entry-${selectedId}` })}
        onScroll={({ currentTarget }) => {
          const { scrollTop, clientHeight, scrollHeight } = currentTarget;
          followsEnd.value = scrollTop + clientHeight >= scrollHeight - row;
          measure(currentTarget);
        }}
      >
        <div class="rows" role="presentation" style={{ height: `${shown.length * row}px` }}>
          {shown.slice(from, to).map((entry, index) => (
            <EntryRow
              key={entry.id}
              entry={entry}
              top={(from + index) * row}
              index={from + index}
              count={shown.length}
              isSelected={entry.id === selectedId}
              select={() => {
                followsEnd.value = from + index === shown.length - 1;
                inspect({ kind: 'entry', entry });
                view.value = 'tools';
              }}
            />
          ))}
        </div>
        {shown.length === 0 ? <EmptyList /> : null}
      </div>
      <Foot />
    </div>
  );
}

function measure(element: HTMLElement): void {
  const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 30;
  const { scrollTop: top, clientHeight: height } = element;
  const known = box.value;
  if (known.top !== top || known.height !== height || known.row !== row) box.value = { top, height, row };
}

function Foot(): VNode {
  drawn.value;
  const { shown, total, waiting, isFiltering } = entries;
  const count = (value: number): string => value.toLocaleString('en');
  const isNarrowed = shown.length !== total;
  return (
    <footer class="foot">
      <span>
        {isFiltering ? 'Searching… ' : ''}
        {isNarrowed ? `${count(shown.length)} of ${count(total)}` : count(total)}{' '}
        {total === 1 ? 'entry' : 'entries'}
      </span>
      {isEverything(filter.value) ? null : (
        <button
          type="button"
          class="link"
          onClick={() => {
            filter.value = EVERYTHING;
          }}
        >
          Show all
        </button>
      )}
      {lost.value === 0 ? null : (
        <span class="warn" title="The mock's journal keeps its newest entries only (journalSize).">
          {count(lost.value)} came too fast and are gone
        </span>
      )}
      {paused.value ? <span class="warn">Paused · {count(waiting)} waiting</span> : null}
      {followsEnd.value || shown.length === 0 ? null : (
        <button type="button" class="chip" onClick={() => moveToEnd()}>
          ↓ Newest
        </button>
      )}
    </footer>
  );
}

function moveToEnd(): void {
  followsEnd.value = true;
  if (selection.value?.kind === 'entry') moveSelection('last');
  drawn.value += 1;
}
