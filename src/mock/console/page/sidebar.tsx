import type { VNode } from 'preact';
import { admin } from './admin.ts';
import type { OpenConnection } from './connection-book.ts';
import { clockTime } from './entry-line.ts';
import {
  attempt,
  clearEntries,
  connections,
  contract,
  drawn,
  filter,
  inspect,
  narrow,
  selection,
  view,
} from './state.ts';

/** Connections that are listed; ten thousand would fill the page and tell nobody anything. */
const MOST = 100;

export function Sidebar(): VNode {
  return (
    <nav class="side" aria-label="Contract and connections">
      <Endpoints />
      <Companions />
      <Connections />
    </nav>
  );
}

function Endpoints(): VNode {
  drawn.value;
  const open = new Map<string, number>();
  for (const { endpoint } of connections.open.values()) open.set(endpoint, (open.get(endpoint) ?? 0) + 1);
  const endpoints = contract.value?.endpoints ?? [];
  return (
    <section aria-labelledby="side-endpoints">
      <h2 id="side-endpoints">Endpoints</h2>
      {contract.value !== undefined && endpoints.length === 0 ? (
        <p class="none">The document has no WebSocket endpoint.</p>
      ) : null}
      <ul>
        {endpoints.map(({ id, address, absent, title }) => (
          <li key={id}>
            <button
              type="button"
              class="item"
              aria-current={isSelected('endpoint', id)}
              onClick={() => {
                inspect({ kind: 'endpoint', id });
                view.value = 'tools';
              }}
            >
              <span class="item-title">
                {title ?? id}
                {open.has(id) ? <span class="number good">{open.get(id)}</span> : null}
              </span>
              <code class={absent === undefined ? '' : 'gone'}>{address}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Companions(): VNode | null {
  const companions = contract.value?.companions ?? [];
  if (companions.length === 0) return null;
  return (
    <section aria-labelledby="side-companions">
      <h2 id="side-companions">HTTP companions</h2>
      <ul>
        {companions.map(({ id, method, address }) => (
          <li key={id}>
            <button
              type="button"
              class="item flat"
              aria-current={isSelected('companion', id)}
              onClick={() => {
                inspect({ kind: 'companion', id });
                view.value = 'tools';
              }}
            >
              <b>{method.toUpperCase()}</b> <code>{address}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isSelected(kind: 'endpoint' | 'companion', id: string): boolean {
  const selected = selection.value;
  return selected?.kind === kind && selected.id === id;
}

function Connections(): VNode {
  drawn.value;
  const open = [...connections.open.values()].reverse();
  return (
    <section aria-labelledby="side-connections">
      <h2 id="side-connections">
        Connections <span class="number">{open.length}</span>
      </h2>
      {open.length === 0 ? <p class="none">Nobody is connected.</p> : null}
      <ul>
        {open.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <ConnectionItem connection={one} />
          </li>
        ))}
      </ul>
      {open.length > MOST ? (
        <p class="none">and {(open.length - MOST).toLocaleString('en')} older ones</p>
      ) : null}
      <button
        type="button"
        class="link reset"
        title="Ends every connection, empties the journal, and begins with the same seed and the faults of the start"
        onClick={() =>
          void attempt('The mock has begun anew.', admin.reset).then((done) => done && clearEntries())
        }
      >
        Reset the mock
      </button>
    </section>
  );
}

function ConnectionItem({ connection }: { readonly connection: OpenConnection }): VNode {
  // The same object each time, and other counts in it.
  drawn.value;
  const { id, endpoint, since, origin, peer, fromClient, fromServer, wrong } = connection;
  const isFiltered = filter.value.connection === id;
  return (
    <button
      type="button"
      class="item"
      aria-pressed={isFiltered}
      title={isFiltered ? 'Show all connections' : 'Show only this connection'}
      onClick={() => {
        narrow({ connection: isFiltered ? undefined : id });
        inspect({ kind: 'connection', id });
      }}
    >
      <span class="item-title">
        <span>
          #{id} {endpoint}
        </span>
        <time>{clockTime(since).slice(0, 8)}</time>
      </span>
      <span class="item-facts">
        <span>
          ↑ {fromClient}
          <span class="unseen"> from the client,</span>
        </span>
        <span>
          ↓ {fromServer}
          <span class="unseen"> from the server</span>
        </span>
        {wrong === 0 ? null : <span class="wrong">{wrong} wrong</span>}
        <span class="origin">{origin?.replace(/^https?:\/\//, '') ?? peer}</span>
      </span>
    </button>
  );
}
