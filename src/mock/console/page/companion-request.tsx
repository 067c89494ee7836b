import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Companion } from '../../../contract/companion.ts';
import { companionUrl } from './addresses.ts';
import { admin } from './admin.ts';
import { textOf } from './draft.ts';
import { Icon } from './icons.tsx';
import { JsonView } from './json-view.tsx';
import { attempt } from './state.ts';

interface Answer {
  readonly status: string;
  readonly isGood: boolean;
  readonly body: string;
}

/** Asks the companion from this page, so that the cookies that it sets are this page's, and go with its handshakes. */
export function CompanionRequest({ companion }: { readonly companion: Companion }): VNode {
  const { method, request, credentials } = companion;
  const [url, setUrl] = useState(companionUrl(companion));
  const [body, setBody] = useState('');
  const [authorization, setAuthorization] = useState('');
  const [answer, setAnswer] = useState<Answer>();
  const [message] = request;
  const asksHeader = credentials.some(({ anyOf }) =>
    anyOf.some(({ carrier }) => carrier.in === 'authorization'),
  );
  useEffect(() => {
    if (message === undefined) return;
    void attempt(undefined, async () => {
      const { examples, sample, format } = await admin.message(message);
      const payload = examples[0]?.payload ?? sample;
      if (payload !== undefined) setBody(textOf(payload, format));
    });
  }, [message]);
  const send = async (): Promise<void> => {
    const headers = {
      ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
      ...(authorization === '' ? {} : { Authorization: authorization }),
    };
    const init = { method: method.toUpperCase(), headers, ...(body === '' ? {} : { body }) };
    setAnswer(await answerOf(url, init));
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h3>Try it</h3>
      <label class="field">
        <span>Address</span>
        <input
          id="request-url"
          class="code"
          spellcheck={false}
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
      {asksHeader ? (
        <label class="field">
          <span>Authorization</span>
          <input
            class="code"
            spellcheck={false}
            placeholder="Bearer …"
            value={authorization}
            onInput={(event) => setAuthorization(event.currentTarget.value)}
          />
        </label>
      ) : null}
      {message === undefined ? null : (
        <label class="field">
          <span>
            Body <span class="quiet">{message}</span>
          </span>
          <textarea
            spellcheck={false}
            rows={Math.min(14, body.split('\n').length + 1)}
            value={body}
            onInput={(event) => setBody(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="bar end">
        <button type="submit" class="button primary">
          <Icon name="send" /> Send the request
        </button>
      </div>
      <div aria-live="polite">
        {answer === undefined ? null : (
          <div class={`verdict ${answer.isGood ? 'good' : 'bad'}`}>
            <p>
              <strong>{answer.status}</strong>
            </p>
          </div>
        )}
      </div>
      {answer === undefined || answer.body === '' ? null : <JsonView text={answer.body} />}
    </form>
  );
}

async function answerOf(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init);
    const { status, statusText, ok } = response;
    return { status: `${status} ${statusText}`.trim(), isGood: ok, body: await response.text() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { status: `The request failed: ${why}.`, isGood: false, body: '' };
  }
}
