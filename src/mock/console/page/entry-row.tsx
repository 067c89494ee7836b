import type { VNode } from 'preact';
import type { JournalEntry } from '../../journal.ts';
import type { EntryLine } from './entry-line.ts';
import { clockTime, entryLine, sizeText } from './entry-line.ts';
import { Icon, type IconName } from './icons.tsx';
import { severalEndpoints } from './state.ts';

export interface EntryRowProps {
  readonly entry: JournalEntry;
  /** px from the first row's top. */
  readonly top: number;
  readonly index: number;
  readonly count: number;
  readonly isSelected: boolean;
  select(): void;
}

const ICONS: Readonly<Record<EntryLine['sort'], IconName>> = {
  client: 'up',
  server: 'down',
  open: 'open',
  refused: 'refused',
  close: 'close',
  http: 'http',
  note: 'note',
};

export function EntryRow({ entry, top, index, count, isSelected, select }: EntryRowProps): VNode {
  const { sort, who, name, detail, problem, fault } = entryLine(entry);
  const connection = 'connection' in entry ? entry.connection : undefined;
  const endpoint = 'endpoint' in entry ? entry.endpoint : undefined;
  return (
    <div
      class={`row ${sort}${problem === undefined ? '' : ' bad'}`}
      id={`entry-${entry.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
      onClick={select}
      onKeyDown={undefined}
    >
      <time>{clockTime(entry.at)}</time>
      <span class="who">
        <Icon name={ICONS[sort]} />
        {who}
      </span>
      <span class="where">
        {severalEndpoints.value && endpoint !== undefined ? <span class="endpoint">{endpoint}</span> : null}
        {connection === undefined ? null : <span class="connection">#{connection}</span>}
      </span>
      <span class="name">
        {name}
        {fault === undefined ? null : <span class="badge fault">{fault}</span>}
      </span>
      <span class="detail">{problem ?? detail}</span>
      <span class="size">{entry.type === 'frame' ? sizeText(entry.length) : ''}</span>
    </div>
  );
}
