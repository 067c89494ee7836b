import { effect, type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { drawn, entries, notice } from './state.ts';

/** What was just done, or refused, for a moment. */
export function Notice(): VNode {
  const told = notice.value;
  return (
    <div class="notice" role="status" aria-live="polite">
      {told === undefined ? null : <p class={told.isBad ? 'bad' : ''}>{told.text}</p>}
    </div>
  );
}

/** ms between two announcements: who listens must not be talked over. */
const ANNOUNCE_EVERY = 5_000;

const announced: Signal<string> = signal('');
let told = 0;
let isDue = false;

effect(() => {
  drawn.value;
  if (isDue || entries.violations === told) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    const more = entries.violations - told;
    told = entries.violations;
    if (more > 0)
      announced.value = `${more} more ${more === 1 ? 'violation' : 'violations'}, ${told} in all.`;
  }, ANNOUNCE_EVERY);
});

/** Says aloud how many violations have come, in one sentence and not for each. */
export function Announcer(): VNode {
  return (
    <p class="unseen" aria-live="polite">
      {announced.value}
    </p>
  );
}
