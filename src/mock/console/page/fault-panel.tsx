import { type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { admin, type FaultKindFact } from './admin.ts';
import { attempt, catalogue, contract, faultsOn } from './state.ts';

/** Where a fault is committed: `@voice`, or everywhere. */
const scope: Signal<string> = signal('');
const wanted: Signal<string> = signal('');

/** What the mock can be made to do wrong, and what it does wrong now. */
export function FaultPanel(): VNode {
  const words = wanted.value.toLowerCase().split(/\s+/);
  const fits = ({ form, title, breaks }: FaultKindFact): boolean =>
    words.every((word) => `${form} ${title} ${breaks ?? ''}`.toLowerCase().includes(word));
  const shown = catalogue.value.filter(fits);
  const endpoints = contract.value?.endpoints ?? [];
  return (
    <div class="faults">
      <Committed />
      <div class="fields">
        <label class="field">
          <span>Find a fault</span>
          <input
            type="search"
            placeholder="close, latency, 401, duplicate…"
            value={wanted.value}
            onInput={(event) => {
              wanted.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="field">
          <span>Where</span>
          <select
            value={scope.value}
            onChange={(event) => {
              scope.value = event.currentTarget.value;
            }}
          >
            <option value="">everywhere</option>
            {endpoints.map(({ id }) => (
              <option key={id} value={`@${id}`}>
                at {id}
              </option>
            ))}
          </select>
        </label>
      </div>
      {shown.length === 0 ? <p class="none">No fault of that name.</p> : null}
      <ul class="fault-list">
        {shown.map((kind) => (
          <FaultItem key={kind.name} kind={kind} />
        ))}
      </ul>
    </div>
  );
}

function Committed(): VNode | null {
  const on = faultsOn.value;
  if (on.length === 0)
    return (
      <p class="intro">The mock obeys its document. Switch on a fault to see how a client gets on with it.</p>
    );
  return (
    <section class="committed" aria-label="Faults that are on">
      <ul>
        {on.map((fault) => (
          <li key={fault}>
            <button type="button" class="chip fault" onClick={() => void change(() => admin.relent(fault))}>
              {fault} <span aria-hidden="true">×</span>
              <span class="unseen">: switch off</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="link" onClick={() => void change(() => admin.relentAll())}>
        Switch all off
      </button>
    </section>
  );
}

function FaultItem({ kind }: { readonly kind: FaultKindFact }): VNode {
  const { name, form, title, breaks, examples } = kind;
  const on = faultsOn.value.find((fault) => isOf(fault, kind) && scopeOf(fault) === scope.value);
  const [spelled, setSpelled] = useState(name);
  const written = on ?? `${spelled}${scope.value}`;
  return (
    <li>
      <input
        type="checkbox"
        role="switch"
        aria-label={name}
        aria-checked={on !== undefined}
        aria-describedby={`about-${name}`}
        checked={on !== undefined}
        onChange={() => void change(() => (on === undefined ? admin.commit(written) : admin.relent(on)))}
      />
      <div>
        {form !== name && on === undefined ? (
          <>
            <input
              list={`forms-${name}`}
              aria-label={`How ${name} is spelled: ${form}`}
              title={form}
              spellcheck={false}
              value={spelled}
              onInput={(event) => setSpelled(event.currentTarget.value)}
            />
            <datalist id={`forms-${name}`}>
              {[name, ...examples].map((example) => (
                <option key={example} value={example} />
              ))}
            </datalist>
          </>
        ) : (
          <code>{on ?? name}</code>
        )}
        <span class="fault-title" id={`about-${name}`}>
          {title}
        </span>
        {breaks === null ? null : (
          <span class="breaks">
            breaks <code>{breaks}</code>
          </span>
        )}
      </div>
    </li>
  );
}

function scopeOf(fault: string): string {
  const at = fault.indexOf('@');
  return at < 0 ? '' : fault.slice(at);
}

/** `close-4401-after-3@voice` is one of `close`; the longest name that fits is the right one. */
function isOf(fault: string, kind: FaultKindFact): boolean {
  const bare = fault.split('@')[0] ?? '';
  const fitting = catalogue.value.filter(({ name, form }) =>
    form === name ? bare === name : bare === name || bare.startsWith(`${name}-`),
  );
  const best = fitting.reduce<FaultKindFact | undefined>(
    (found, one) => (found === undefined || one.name.length > found.name.length ? one : found),
    undefined,
  );
  return best?.name === kind.name;
}

async function change(act: () => Promise<{ readonly faults: readonly string[] }>): Promise<void> {
  const before = faultsOn.value;
  const isDone = await attempt(undefined, async () => {
    faultsOn.value = (await act()).faults;
  });
  // What a refused switch shows must go back to what is so.
  if (!isDone) faultsOn.value = [...before];
}
