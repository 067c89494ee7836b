import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Scenario, ScenarioStep } from '../../../contract/scenario.ts';
import { admin } from './admin.ts';
import { chooseEndpoint } from './draft.ts';
import { Icon } from './icons.tsx';
import { attempt, connections, contract, drawn, tab, tell } from './state.ts';

/** The document's conversations: the mock plays the server's side. */
export function ScenarioPanel(): VNode {
  const scenarios = (contract.value?.scenarios ?? []).filter(({ endpoint }) => endpoint !== undefined);
  if (scenarios.length === 0)
    return (
      <div class="empty">
        <h2>No scenario</h2>
        <p>
          A scenario is a conversation that is written once, under <code>x-countersign.scenarios</code>. The
          mock plays the server's side of it, and <code>countersign verify</code> the client's.
        </p>
      </div>
    );
  return (
    <div class="scenarios">
      <p class="intro">
        The mock plays the server's side on connections that are open. Where the client says its next line,
        the mock goes on.
      </p>
      {scenarios.map((scenario) => (
        <ScenarioCard key={scenario.name} scenario={scenario} />
      ))}
    </div>
  );
}

function ScenarioCard({ scenario }: { readonly scenario: Scenario }): VNode {
  drawn.value;
  const { name, title, endpoint = '', steps } = scenario;
  const open = [...connections.open.values()].filter((one) => one.endpoint === endpoint);
  const [to, setTo] = useState<string>('');
  return (
    <article class="card">
      <header>
        <h2>{title ?? name}</h2>
        <p class="quiet">
          <code>{name}</code> at {endpoint}
        </p>
      </header>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.at.pointer} class={step.kind}>
            <span class="who">{step.kind}</span> <span class="step">{stepText(step)}</span>
          </li>
        ))}
      </ol>
      {open.length === 0 ? (
        <div class="bar wrap">
          <span class="quiet">Nobody is connected to {endpoint}.</span>
          <button
            type="button"
            class="button small"
            onClick={() => {
              chooseEndpoint(endpoint, 'client');
              tab.value = 'send';
            }}
          >
            <Icon name="plug" /> Connect this page
          </button>
        </div>
      ) : (
        <div class="bar">
          <select
            aria-label={`Play ${name} to`}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          >
            <option value="">to all ({open.length})</option>
            {open.slice(-100).map(({ id }) => (
              <option key={id} value={id}>
                to #{id}
              </option>
            ))}
          </select>
          <button type="button" class="button primary" onClick={() => void play(name, to)}>
            <Icon name="play" /> Play
          </button>
        </div>
      )}
    </article>
  );
}

function stepText(step: ScenarioStep): string {
  if (step.kind === 'companion') return step.operation;
  const more = 'repeat' in step && step.repeat !== undefined ? ` × ${step.repeat}` : '';
  const payload = step.payload === undefined ? '' : ` ${JSON.stringify(step.payload)}`;
  return `${step.message}${more}${payload}`;
}

async function play(name: string, to: string): Promise<void> {
  await attempt(undefined, async () => {
    const { connections: on } = await admin.play(name, to === '' ? undefined : Number(to));
    tell(`Playing ${name} on ${on.length === 1 ? `#${on[0]}` : `${on.length} connections`}.`);
  });
}
