import type { VNode } from 'preact';
import { Icon } from './icons.tsx';
import { tell } from './state.ts';

/** @param what in words: `the address` */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): VNode {
  return (
    <button
      type="button"
      class="plain copy"
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => copy(text)}
    >
      <Icon name="copy" />
    </button>
  );
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => tell('Copied.'),
    () => tell('The browser does not let this page copy.', true),
  );
}
