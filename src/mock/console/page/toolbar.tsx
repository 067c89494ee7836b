import type { VNode } from 'preact';
import type { EntryFilter } from './entry-filter.ts';
import { exportShown } from './export-journal.ts';
import { Icon, type IconName } from './icons.tsx';
import {
  clearEntries,
  contract,
  drawn,
  entries,
  filter,
  narrow,
  paused,
  setPaused,
  severalEndpoints,
} from './state.ts';

const PARTIES: readonly (readonly [EntryFilter['from'], string])[] = [
  ['all', 'All'],
  ['client', 'Client'],
  ['server', 'Server'],
  ['other', 'Events'],
];

export function Toolbar(): VNode {
  drawn.value;
  const { text, endpoint, from, onlyWrong, connection } = filter.value;
  return (
    <div class="toolbar">
      <div class="search">
        <Icon name="search" />
        <input
          id="search"
          type="search"
          placeholder="Search"
          aria-label="Search messages"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => narrow({ text: event.currentTarget.value })}
        />
        <span class="key-hint" aria-hidden="true">
          /
        </span>
      </div>
      <fieldset class="segments" aria-label="Sent by">
        {PARTIES.map(([name, title]) => (
          <button
            type="button"
            key={name}
            aria-pressed={from === name}
            onClick={() => narrow({ from: name })}
          >
            {title}
          </button>
        ))}
      </fieldset>
      {severalEndpoints.value && connection === undefined ? (
        <select
          aria-label="Endpoint"
          value={endpoint ?? ''}
          onChange={({ currentTarget: { value } }) => narrow({ endpoint: value === '' ? undefined : value })}
        >
          <option value="">All endpoints</option>
          {contract.value?.endpoints.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      ) : null}
      <button
        type="button"
        class="toggle bad"
        aria-pressed={onlyWrong}
        title="Only violations (v)"
        onClick={() => narrow({ onlyWrong: !onlyWrong })}
      >
        Violations{' '}
        <span class={entries.violations === 0 ? 'number' : 'number bad'}>
          {entries.violations.toLocaleString('en')}
        </span>
      </button>
      {connection === undefined ? null : (
        <button type="button" class="chip" onClick={() => narrow({ connection: undefined })}>
          #{connection} <Icon name="refused" />
          <span class="unseen">: show all connections</span>
        </button>
      )}
      <div class="toolbar-end">
        <Act
          icon={paused.value ? 'play' : 'pause'}
          title={paused.value ? 'Go on' : 'Pause'}
          shortcut="p"
          isPressed={paused.value}
          act={() => setPaused(!paused.value)}
        />
        <Act icon="clear" title="Clear" shortcut="c" act={clearEntries} />
        <Act icon="save" title="Export" shortcut="e" act={exportShown} />
      </div>
    </div>
  );
}

interface ActProps {
  readonly icon: IconName;
  readonly title: string;
  readonly shortcut: string;
  readonly isPressed?: boolean;
  act(): void;
}

function Act({ icon, title, shortcut, isPressed, act }: ActProps): VNode {
  return (
    <button
      type="button"
      class="plain act"
      aria-label={title}
      title={`${title} (${shortcut})`}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
}
