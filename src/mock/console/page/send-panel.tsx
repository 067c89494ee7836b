import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Json } from '../../../contract/json.ts';
import { parseJson } from '../../../contract/parse-json.ts';
import type { Party } from '../../../contract/party.ts';
import { admin, type MessageFact } from './admin.ts';
import { ClientConnection } from './client-connection.tsx';
import {
  as,
  chooseEndpoint,
  chooseMessage,
  endpointId,
  fact,
  messageId,
  onWire,
  setText,
  text,
  textOf,
  to,
  verdict,
} from './draft.ts';
import { Icon } from './icons.tsx';
import { sendBytes, sendText, socketState } from './page-socket.ts';
import { attempt, connections, contract, drawn, tell } from './state.ts';
import { VerdictView } from './verdict-view.tsx';

/** Any message, as the server or as a client, judged before it goes. */
export function SendPanel(): VNode {
  const endpoints = (contract.value?.endpoints ?? []).filter(({ absent }) => absent === undefined);
  const endpoint = endpoints.find(({ id }) => id === endpointId.value);
  const [first] = endpoints;
  useEffect(() => {
    if (endpoint === undefined && first !== undefined) chooseEndpoint(first.id);
  }, [endpoint, first]);
  if (endpoint === undefined)
    return (
      <div class="empty">
        <p>The document has no WebSocket endpoint to send anything to.</p>
      </div>
    );
  return (
    <form
      class="form send"
      onSubmit={(event) => {
        event.preventDefault();
        send(endpoint);
      }}
    >
      <fieldset class="segments wide" aria-label="Send as">
        <AsButton party="server" title="As the server" endpoint={endpoint} />
        <AsButton party="client" title="As a client" endpoint={endpoint} />
      </fieldset>
      {endpoints.length < 2 ? null : (
        <label class="field">
          <span>Endpoint</span>
          <select value={endpoint.id} onChange={({ currentTarget: { value } }) => chooseEndpoint(value)}>
            {endpoints.map(({ id, address }) => (
              <option key={id} value={id}>
                {id} · {address}
              </option>
            ))}
          </select>
        </label>
      )}
      {as.value === 'server' ? <Receivers endpoint={endpoint} /> : <ClientConnection endpoint={endpoint} />}
      <Writing endpoint={endpoint} />
    </form>
  );
}

function AsButton({
  party,
  title,
  endpoint,
}: {
  readonly party: Party;
  readonly title: string;
  readonly endpoint: Endpoint;
}): VNode {
  return (
    <button
      type="button"
      aria-pressed={as.value === party}
      onClick={() => chooseEndpoint(endpoint.id, party)}
    >
      {title}
    </button>
  );
}

function Receivers({ endpoint }: { readonly endpoint: Endpoint }): VNode {
  drawn.value;
  const open = [...connections.open.values()].filter((one) => one.endpoint === endpoint.id);
  const gone = to.value !== undefined && !open.some(({ id }) => id === to.value);
  return (
    <label class="field">
      <span>To</span>
      <select
        value={to.value ?? ''}
        onChange={({ currentTarget: { value } }) => {
          to.value = value === '' ? undefined : Number(value);
        }}
      >
        <option value="">
          {open.length === 0
            ? 'Nobody is connected here'
            : `Everybody who is connected here (${open.length})`}
        </option>
        {gone ? <option value={to.value}>#{to.value}, which has ended</option> : null}
        {open.slice(-100).map(({ id, origin, peer }) => (
          <option key={id} value={id}>
            #{id} · {origin ?? peer}
          </option>
        ))}
      </select>
    </label>
  );
}

function Writing({ endpoint }: { readonly endpoint: Endpoint }): VNode {
  const messages = endpoint.messages[as.value];
  const { examples = [], sample, format = 'json' } = fact.value ?? {};
  const judged = verdict.value;
  const isSendable = as.value === 'server' ? messageId.value !== undefined : socketState.value === 'open';
  if (messages.length === 0 && as.value === 'server')
    return <p class="quiet">The document has no message that the server sends here.</p>;
  return (
    <>
      <label class="field">
        <span>Message</span>
        <select
          id="message"
          value={messageId.value ?? ''}
          onChange={({ currentTarget: { value } }) => void chooseMessage(value)}
        >
          {messages.length === 0 ? <option value="">the document has none; write any text</option> : null}
          {messages.map((id) => (
            <option key={id}>{id}</option>
          ))}
        </select>
      </label>
      {examples.length < 2 ? null : (
        <fieldset class="examples" aria-label="Examples">
          {examples.map(({ name, summary, payload }, index) => (
            <button
              type="button"
              class="chip"
              key={name ?? index}
              title={summary}
              onClick={() => setText(textOf(payload, format))}
            >
              {name ?? `example ${index + 1}`}
            </button>
          ))}
        </fieldset>
      )}
      <label class="field">
        <span>
          Payload
          <span class="quiet">
            {originOf(text.value, format, examples, sample)}
            {format === 'binary' ? ', base64' : ''}
          </span>
        </span>
        <textarea
          id="payload"
          spellcheck={false}
          autocomplete="off"
          rows={Math.min(18, Math.max(6, text.value.split('\n').length + 1))}
          value={text.value}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              send(endpoint);
            }
          }}
        />
      </label>
      <div class="judged" aria-live="polite">
        {judged === undefined ? null : <VerdictView verdict={judged} />}
      </div>
      <div class="bar end">
        <span class="quiet">
          <kbd>Ctrl</kbd> <kbd>↵</kbd>
        </span>
        <button type="submit" class="button primary" disabled={!isSendable}>
          <Icon name="send" /> {judged?.violation === undefined ? 'Send' : 'Send it all the same'}
        </button>
      </div>
    </>
  );
}

/** Where the text comes from, as long as nobody has changed it. */
function originOf(
  written: string,
  format: MessageFact['format'],
  examples: MessageFact['examples'],
  sample: Json | undefined,
): string {
  if (examples.some(({ payload }) => textOf(payload, format) === written))
    return 'an example of the document';
  return sample !== undefined && textOf(sample, format) === written ? 'made from the schema' : '';
}

function send(endpoint: Endpoint): void {
  if (as.value === 'server') void push(endpoint);
  else sendAsClient();
}

async function push(endpoint: Endpoint): Promise<void> {
  const message = messageId.value;
  const payload = payloadToPush();
  if (message === undefined || payload === undefined) return;
  const connection = to.value;
  await attempt(undefined, async () => {
    const place =
      connection === undefined ? { endpoint: endpoint.id } : { connection, endpoint: endpoint.id };
    const { connections: reached } = await admin.push({ message, payload, ...place });
    if (reached.length === 0) tell(`Nobody is connected to ${endpoint.id}: it went to nobody.`, true);
    else
      tell(
        `Sent ${message} to ${reached.length === 1 ? `#${reached[0]}` : `${reached.length} connections`}.`,
      );
  });
}

function payloadToPush(): Json | undefined {
  if (fact.value?.format !== 'json') return text.value;
  const parsed = parseJson(text.value);
  if ('value' in parsed) return parsed.value;
  tell(`The mock sends JSON here, and this is none: ${parsed.error}.`, true);
  return undefined;
}

function sendAsClient(): void {
  const isSent = fact.value?.format === 'binary' ? sendBytes(text.value) : sendText(onWire(text.value));
  if (isSent) tell(`Sent ${messageId.value ?? 'it'}.`);
  else tell(socketState.value === 'open' ? 'This is no base64.' : 'Connect first.', true);
}
