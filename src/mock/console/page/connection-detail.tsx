import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { admin } from './admin.ts';
import { chooseEndpoint, to } from './draft.ts';
import { clockTime } from './entry-line.ts';
import { Facts } from './facts.tsx';
import { Icon } from './icons.tsx';
import { attempt, connections, drawn, filter, narrow, tab } from './state.ts';

/** Ways to end a connection that a client has to deal with. */
const CODES: readonly (readonly [number, string])[] = [
  [1000, 'a normal end'],
  [1001, 'the server goes away'],
  [1008, 'against the policy'],
  [1011, 'the server failed'],
  [1012, 'the service restarts'],
  [1013, 'try again later'],
  [4401, 'credential expired'],
  [4403, 'not allowed'],
];

export function ConnectionDetail({ id }: { readonly id: number }): VNode {
  drawn.value;
  const connection = connections.open.get(id);
  const isAlone = filter.value.connection === id;
  return (
    <article class="detail-view">
      <header>
        <p class="eyebrow">connection</p>
        <h2>#{id}</h2>
      </header>
      {connection === undefined ? (
        <p>It has ended. Its messages are still in the list.</p>
      ) : (
        <Facts
          of={[
            ['Endpoint', connection.endpoint],
            ['Since', clockTime(connection.since)],
            ['Origin', connection.origin ?? 'none, or not seen'],
            ['Peer', connection.peer],
            [
              'Messages',
              `${connection.fromClient} from the client, ${connection.fromServer} from the server`,
            ],
            ['Wrong', connection.wrong === 0 ? undefined : `${connection.wrong} of them`],
          ]}
        />
      )}
      <div class="bar wrap">
        <button
          type="button"
          class="button"
          aria-pressed={isAlone}
          onClick={() => narrow({ connection: isAlone ? undefined : id })}
        >
          Show only its messages
        </button>
        {connection === undefined ? null : (
          <button
            type="button"
            class="button"
            onClick={() => {
              chooseEndpoint(connection.endpoint, 'server');
              to.value = id;
              tab.value = 'send';
            }}
          >
            <Icon name="send" /> Send to it
          </button>
        )}
      </div>
      {connection === undefined ? null : <CloseForm id={id} />}
    </article>
  );
}

function CloseForm({ id }: { readonly id: number }): VNode {
  const [code, setCode] = useState('1000');
  const [reason, setReason] = useState('');
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(`Closed #${id} with ${code}.`, () => admin.close(id, Number(code), reason));
      }}
    >
      <h3>Close it</h3>
      <div class="fields">
        <label class="field short">
          <span>Code</span>
          <input
            list="close-codes"
            inputMode="numeric"
            pattern="\d{4}"
            required
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <datalist id="close-codes">
          {CODES.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </datalist>
        <label class="field">
          <span>Reason</span>
          <input value={reason} maxLength={123} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button danger">
          Close
        </button>
      </div>
    </form>
  );
}
