import type { VNode } from 'preact';
import { Icon } from './icons.tsx';
import { setHelp } from './keys.ts';
import { connections, contract, drawn, faultsOn, link, tab, view } from './state.ts';
import { toggleTheme } from './theme.ts';

const LINK = {
  connecting: 'connecting',
  live: 'live',
  lost: 'the mock is gone, trying again',
} as const;

export function Header(): VNode {
  drawn.value;
  const document = contract.value;
  const faults = faultsOn.value.length;
  return (
    <header class="top">
      <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M9 12h11l-3-3M23 20H12l3 3" />
      </svg>
      <div class="title">
        <h1>{document?.title ?? 'Countersign console'}</h1>
        <p>
          {document === undefined ? null : (
            <>
              <span class="version">{document.version}</span>
              <code>{document.file}</code>
            </>
          )}
        </p>
      </div>
      <div class="top-end">
        {faults === 0 ? null : (
          <button
            type="button"
            class="pill fault"
            onClick={() => {
              tab.value = 'faults';
              view.value = 'tools';
            }}
          >
            {faults} {faults === 1 ? 'fault' : 'faults'} on
          </button>
        )}
        <span class={`pill link ${link.value}`} role="status">
          <span class="dot" />
          {link.value === 'live' ? (
            <span>
              <span class="wide-only">live · </span>
              {connections.open.size} connected
            </span>
          ) : (
            LINK[link.value]
          )}
        </span>
        <a class="plain wide-only" href="docs/" title="The documentation of this API">
          <Icon name="docs" />
          <span>Docs</span>
        </a>
        <button
          type="button"
          class="plain"
          aria-label="Light or dark"
          title="Light or dark (t)"
          onClick={toggleTheme}
        >
          <Icon name="theme" />
        </button>
        <button
          type="button"
          class="plain wide-only"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={() => setHelp(true)}
        >
          <Icon name="keys" />
        </button>
      </div>
    </header>
  );
}
