import type { VNode } from 'preact';
import { EVERYTHING } from './entry-filter.ts';
import { entries, filter, link, tab, view } from './state.ts';

/** Why there is nothing to see, and what to do about it. */
export function EmptyList(): VNode {
  if (link.value === 'connecting')
    return (
      <div class="empty">
        <p>Connecting to the mock…</p>
      </div>
    );
  if (entries.total > 0)
    return (
      <div class="empty">
        <h2>Nothing fits the filter</h2>
        <p>{entries.total.toLocaleString('en')} entries are there.</p>
        <button
          type="button"
          class="button"
          onClick={() => {
            filter.value = EVERYTHING;
          }}
        >
          Show all
        </button>
      </div>
    );
  return (
    <div class="empty">
      <h2>Nothing has happened yet</h2>
      <p>Connect your frontend to an address on the left, or open a connection from this page.</p>
      <button
        type="button"
        class="button primary"
        onClick={() => {
          tab.value = 'send';
          view.value = 'tools';
        }}
      >
        Send a message
      </button>
    </div>
  );
}
