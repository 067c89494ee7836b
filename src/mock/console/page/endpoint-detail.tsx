import type { VNode } from 'preact';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Party } from '../../../contract/party.ts';
import { handshakeNeeds } from '../../handshake-needs.ts';
import { socketUrl, subprotocolsOf } from './addresses.ts';
import { CopyButton } from './copy-button.tsx';
import { chooseEndpoint, compose } from './draft.ts';
import { Facts } from './facts.tsx';
import { Icon } from './icons.tsx';
import { Lacks } from './lacks.tsx';
import { filter, narrow, severalEndpoints, tab } from './state.ts';
import { Place } from './verdict-view.tsx';

/** What a client needs to connect, and what both sides may say then. */
export function EndpointDetail({ endpoint }: { readonly endpoint: Endpoint }): VNode {
  const { id, title, summary, at, absent } = endpoint;
  const url = socketUrl(endpoint);
  return (
    <article class="detail-view">
      <header>
        <p class="eyebrow">endpoint {id}</p>
        <h2>{title ?? id}</h2>
        {summary === undefined ? null : <p class="summary">{summary}</p>}
      </header>
      {absent === undefined ? null : (
        <div class="verdict bad">
          <p>The document says that this endpoint does not exist: a handshake here is refused.</p>
        </div>
      )}
      <Copyable label="Address" text={url} what="the address" />
      <h3>The handshake</h3>
      <Facts of={handshakeNeeds(endpoint)} />
      <Copyable label="From a page" text={snippet(url, subprotocolsOf(endpoint))} what="the JavaScript" />
      <Lacks endpoint={endpoint} />
      <MessageButtons endpoint={endpoint} from="client" title="The client sends" />
      <MessageButtons endpoint={endpoint} from="server" title="The server sends" />
      <div class="bar wrap">
        <button
          type="button"
          class="button"
          onClick={() => {
            chooseEndpoint(id, 'client');
            tab.value = 'send';
          }}
        >
          <Icon name="plug" /> Connect as a client
        </button>
        {severalEndpoints.value ? (
          <button
            type="button"
            class="button"
            aria-pressed={filter.value.endpoint === id}
            onClick={() => narrow({ endpoint: filter.value.endpoint === id ? undefined : id })}
          >
            Show only its messages
          </button>
        ) : null}
      </div>
      <Place at={at} />
    </article>
  );
}

function snippet(url: string, protocols: readonly string[]): string {
  const offered = protocols.length === 0 ? '' : `, ${JSON.stringify(protocols)}`;
  return `new WebSocket(${JSON.stringify(url)}${offered})`;
}

/** A text to be copied. */
export function Copyable({
  label,
  text,
  what,
}: {
  readonly label: string;
  readonly text: string;
  readonly what: string;
}): VNode {
  return (
    <div class="copyable">
      <span class="label">{label}</span>
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </div>
  );
}

function MessageButtons({
  endpoint,
  from,
  title,
}: {
  readonly endpoint: Endpoint;
  readonly from: Party;
  readonly title: string;
}): VNode {
  const messages = endpoint.messages[from];
  return (
    <>
      <h3>{title}</h3>
      {messages.length === 0 ? <p class="quiet">Nothing.</p> : null}
      <ul class="messages" hidden={messages.length === 0}>
        {messages.map((message) => (
          <li key={message}>
            <button type="button" class={`chip ${from}`} onClick={() => compose(endpoint.id, from, message)}>
              {message}
              <span class="unseen">: send it as the {from}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
