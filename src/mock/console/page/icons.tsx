import type { VNode } from 'preact';

const PATHS = {
  up: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  open: 'M3 8.5 6.5 12 13 4.5',
  refused: 'M4 4l8 8M12 4l-8 8',
  close: 'M4.5 4.5h7v7h-7z',
  http: 'M2.5 6h11L10.5 3M13.5 10h-11l3 3',
  note: 'M8 3v6M8 12.5v.5',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.8 10.8 14 14',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6L12.5 8z',
  clear: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  save: 'M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M3 13.5h10',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  keys: 'M1.5 4.5h13v7.5h-13zM4 7h.1M6.7 7h.1M9.3 7h.1M12 7h.1M5 9.8h6',
  docs: 'M3.5 2.5h6l3 3v8h-9zM9.5 2.5v3h3M6 8.5h4M6 11h4',
  send: 'M2.5 8h10M9 4l4 4-4 4',
  plug: 'M5.5 2.5v3M10.5 2.5v3M4 5.5h8v2a4 4 0 0 1-8 0zM8 11.5v2.5',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing of 16 × 16; it says nothing that is not said in words beside it. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
