import type { VNode } from 'preact';
import { EntryList } from './entry-list.tsx';
import { FaultPanel } from './fault-panel.tsx';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { Inspector } from './inspector.tsx';
import { Announcer, Notice } from './notice.tsx';
import { ScenarioPanel } from './scenario-panel.tsx';
import { SendPanel } from './send-panel.tsx';
import { Sidebar } from './sidebar.tsx';
import { contract, type Tab, tab, type View, view } from './state.ts';
import { Toolbar } from './toolbar.tsx';

const TABS: readonly (readonly [Tab, string])[] = [
  ['inspect', 'Inspect'],
  ['send', 'Send'],
  ['scenarios', 'Scenarios'],
  ['faults', 'Faults'],
];

const VIEWS: readonly (readonly [View, string])[] = [
  ['contract', 'Contract'],
  ['stream', 'Messages'],
  ['tools', 'Tools'],
];

export function App(): VNode {
  return (
    <div class="app" data-view={view.value}>
      <a class="skip" href="#messages">
        Skip to the messages
      </a>
      <Header />
      <nav class="views" aria-label="Views">
        {VIEWS.map(([name, title]) => (
          <button
            type="button"
            key={name}
            aria-pressed={view.value === name}
            onClick={() => {
              view.value = name;
            }}
          >
            {title}
          </button>
        ))}
      </nav>
      <main class="panes">
        <Sidebar />
        <section class="stream" aria-label="Messages">
          <Toolbar />
          <EntryList />
        </section>
        <section class="tools" aria-label="Tools">
          <Tabs />
          <div class="panel" role="tabpanel" id="panel" aria-labelledby={`tab-${tab.value}`}>
            {contract.value === undefined ? null : <Panel />}
          </div>
        </section>
      </main>
      <Notice />
      <Announcer />
      <HelpDialog />
    </div>
  );
}

function Panel(): VNode {
  switch (tab.value) {
    case 'inspect':
      return <Inspector />;
    case 'send':
      return <SendPanel />;
    case 'scenarios':
      return <ScenarioPanel />;
    case 'faults':
      return <FaultPanel />;
  }
}

function Tabs(): VNode {
  const move = (event: KeyboardEvent, index: number): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const [next] = TABS[(index + step + TABS.length) % TABS.length] ?? [];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    tab.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Tools">
      {TABS.map(([name, title], index) => (
        <button
          type="button"
          key={name}
          role="tab"
          id={`tab-${name}`}
          aria-selected={tab.value === name}
          aria-controls="panel"
          tabIndex={tab.value === name ? 0 : -1}
          onClick={() => {
            tab.value = name;
          }}
          onKeyDown={(event) => move(event, index)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
