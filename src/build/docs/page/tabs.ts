import { element } from './element.ts';

const KEY = 'countersign-docs-tab-';

/** The ARIA pattern of tabs: arrows move, and the choice holds for all tabs of that kind, on every page. */
export function addTabs(): void {
  const all = [...document.querySelectorAll<HTMLElement>('.tabs')].map(createTabs);
  for (const one of all) {
    one.onChoose = (id, label) => {
      keep(id, label);
      for (const other of all) if (other.id === id) other.choose(label);
    };
    one.choose(kept(one.id) ?? '');
  }
}

interface Tabs {
  readonly id: string;
  onChoose: (id: string, label: string) => void;
  choose(label: string): void;
}

function createTabs(root: HTMLElement): Tabs {
  const id = root.dataset.tabs ?? '';
  const panels = [...root.querySelectorAll<HTMLElement>('.tab')];
  const list = element('div', { role: 'tablist', class: 'tablist', 'aria-label': root.dataset.label ?? '' });
  const made: Tabs = { id, onChoose: () => undefined, choose };
  const buttons = panels.map((panel, index) => {
    const label = panel.dataset.tab ?? '';
    const tab = element(
      'button',
      { type: 'button', role: 'tab', id: `${panel.id}-tab`, 'aria-controls': panel.id },
      label,
    );
    tab.addEventListener('click', () => made.onChoose(id, label));
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      const next = step === undefined ? undefined : buttons.at((index + step) % buttons.length);
      next?.focus();
      next?.click();
    });
    panel.setAttribute('role', 'tabpanel');
    panel.removeAttribute('aria-label');
    panel.setAttribute('aria-labelledby', `${panel.id}-tab`);
    return tab;
  });
  list.append(...buttons);
  root.prepend(list);
  function choose(label: string): void {
    const at = Math.max(
      0,
      panels.findIndex((panel) => panel.dataset.tab === label),
    );
    for (const [index, panel] of panels.entries()) {
      panel.hidden = index !== at;
      buttons[index]?.setAttribute('aria-selected', String(index === at));
      buttons[index]?.setAttribute('tabindex', index === at ? '0' : '-1');
    }
  }
  return made;
}

function kept(id: string): string | null {
  try {
    return localStorage.getItem(KEY + id);
  } catch {
    return null;
  }
}

function keep(id: string, label: string): void {
  try {
    localStorage.setItem(KEY + id, label);
  } catch {
    // It holds for this page.
  }
}
