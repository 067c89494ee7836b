import type { VNode } from 'preact';
import { CompanionDetail } from './companion-detail.tsx';
import { ConnectionDetail } from './connection-detail.tsx';
import { EndpointDetail } from './endpoint-detail.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { contract, selection } from './state.ts';

export function Inspector(): VNode {
  return (
    <section id="inspector" tabIndex={-1} aria-label="Inspector">
      <Selected />
    </section>
  );
}

function Selected(): VNode {
  const selected = selection.value;
  switch (selected?.kind) {
    case 'entry':
      return <EntryDetail key={selected.entry.id} entry={selected.entry} />;
    case 'connection':
      return <ConnectionDetail key={selected.id} id={selected.id} />;
    case 'endpoint': {
      const endpoint = contract.value?.endpoints.find(({ id }) => id === selected.id);
      return endpoint === undefined ? <Nothing /> : <EndpointDetail endpoint={endpoint} />;
    }
    case 'companion': {
      const companion = contract.value?.companions.find(({ id }) => id === selected.id);
      return companion === undefined ? <Nothing /> : <CompanionDetail companion={companion} />;
    }
    case undefined:
      return <Nothing />;
  }
}

function Nothing(): VNode {
  return (
    <div class="empty">
      <h2>Nothing selected</h2>
      <p>
        Select a message to see its payload and what is wrong with it, or an endpoint to see what its
        handshake needs.
      </p>
      <p class="quiet">
        <kbd>j</kbd> <kbd>k</kbd> go through the messages, <kbd>?</kbd> shows all keys.
      </p>
    </div>
  );
}
