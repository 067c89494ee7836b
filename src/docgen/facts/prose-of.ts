import type { Described } from '../../contract/described.ts';
import type { Block } from '../blocks.ts';

/** What the author wrote: the summary first. */
export function proseOf({ summary, description }: Described): readonly Block[] {
  return [summary, description].flatMap((markdown) =>
    markdown === undefined ? [] : [{ kind: 'prose', markdown } as const],
  );
}
