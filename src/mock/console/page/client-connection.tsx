import type { VNode } from 'preact';
import type { Endpoint } from '../../../contract/endpoint.ts';
import { subprotocolsOf } from './addresses.ts';
import { protocols, url } from './draft.ts';
import { Icon } from './icons.tsx';
import { Lacks } from './lacks.tsx';
import { connect, disconnect, socketSaid, socketState } from './page-socket.ts';

/** This page as a client: where it connects, what it offers, and what it cannot. */
export function ClientConnection({ endpoint }: { readonly endpoint: Endpoint }): VNode {
  const state = socketState.value;
  const said = socketSaid.value;
  const asksProtocol =
    subprotocolsOf(endpoint).length > 0 ||
    endpoint.handshake.credentials.some(({ anyOf }) =>
      anyOf.some(({ carrier }) => carrier.in === 'subprotocol'),
    );
  return (
    <fieldset class="own-socket">
      <legend class="unseen">This page's connection</legend>
      <label class="field">
        <span>Address</span>
        <input
          id="socket-url"
          spellcheck={false}
          value={url.value}
          disabled={state !== 'none'}
          onInput={(event) => {
            url.value = event.currentTarget.value;
          }}
        />
      </label>
      {asksProtocol ? (
        <label class="field">
          <span>Subprotocols</span>
          <input
            id="socket-protocols"
            spellcheck={false}
            value={protocols.value}
            disabled={state !== 'none'}
            onInput={(event) => {
              protocols.value = event.currentTarget.value;
            }}
          />
        </label>
      ) : null}
      {state === 'open' ? null : <Lacks endpoint={endpoint} />}
      <div class="bar">
        <span class={`socket ${state} ${said?.isBad ? 'bad' : ''}`} role="status">
          <span class="dot" />
          {state === 'opening' ? 'Connecting…' : (said?.text ?? 'Not connected.')}
        </span>
        {state === 'none' ? (
          <button type="button" class="button" onClick={() => connect(url.value, protocols.value)}>
            <Icon name="plug" /> Connect
          </button>
        ) : (
          <button type="button" class="button" onClick={disconnect}>
            Disconnect
          </button>
        )}
      </div>
    </fieldset>
  );
}
