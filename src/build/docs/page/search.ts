import MiniSearch from 'minisearch';
import type { SearchEntry } from '../../../docgen/search-entries.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';

declare global {
  /** From `assets/search.js`, which is fetched when somebody first searches. */
  var countersignSearch: readonly SearchEntry[] | undefined;
}

const MOST = 20;

/** A dialog behind a button, Ctrl+K and /. It needs no server: the entries are a script beside the page. */
export function addSearch(tools: Element): void {
  const up = document.body.dataset.up ?? '';
  const input = element('input', {
    type: 'search',
    placeholder: 'Search endpoints, messages, errors',
    'aria-label': 'Search for',
    'aria-controls': 'found',
    autocomplete: 'off',
  });
  const found = element('ul', { id: 'found', 'aria-label': 'Found' });
  const none = element('p', { class: 'none', role: 'status' });
  const dialog = element('dialog', { class: 'search', 'aria-label': 'Search' }, input, found, none);
  const mac = /mac|iphone|ipad/i.test(navigator.userAgent);
  const tool = element(
    'button',
    { type: 'button', class: 'tool', 'aria-haspopup': 'dialog' },
    icon('search'),
    element('span', { class: 'word' }, 'Search'),
    element('kbd', { 'aria-hidden': 'true' }, mac ? '⌘K' : 'Ctrl K'),
  );
  let index: MiniSearch<SearchEntry> | undefined;

  async function open(): Promise<void> {
    dialog.showModal();
    input.select();
    index ??= indexOf(await entries(up));
    show();
  }

  function show(): void {
    const words = input.value.trim();
    const results = words === '' || index === undefined ? [] : index.search(words).slice(0, MOST);
    none.hidden = results.length > 0;
    none.textContent = words === '' ? 'Type a name, a status or a word.' : 'Nothing was found.';
    found.replaceChildren(
      ...results.map((result) => {
        const { to, title, page, text } = result as unknown as SearchEntry;
        return element(
          'li',
          {},
          element(
            'a',
            { href: up + to },
            title,
            element('small', {}, page === title ? text : `${page} · ${text}`),
          ),
        );
      }),
    );
  }

  tool.addEventListener('click', () => void open());
  input.addEventListener('input', show);
  found.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => {
    const links = [...found.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (at <= 0 ? input : links[at - 1])?.focus();
    else if (event.key === 'Enter' && document.activeElement === input) links[0]?.click();
    else return;
    event.preventDefault();
  });
  addEventListener('keydown', (event) => {
    const typing = (event.target as Element | null)?.closest('input,textarea,select') !== null;
    const isShortcut =
      (event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing);
    if (!isShortcut || dialog.open) return;
    event.preventDefault();
    void open();
  });
  document.body.append(dialog);
  tools.append(tool);
}

function entries(up: string): Promise<readonly SearchEntry[]> {
  return new Promise((resolve) => {
    const script = element('script', { src: `${up}assets/search.js` });
    script.addEventListener('load', () => resolve(globalThis.countersignSearch ?? []));
    script.addEventListener('error', () => resolve([]));
    document.head.append(script);
  });
}

function indexOf(all: readonly SearchEntry[]): MiniSearch<SearchEntry> {
  const index = new MiniSearch<SearchEntry>({
    idField: 'to',
    fields: ['title', 'page', 'text'],
    storeFields: ['to', 'title', 'page', 'text'],
    searchOptions: { prefix: true, fuzzy: 0.15, boost: { title: 4, page: 2 }, combineWith: 'AND' },
  });
  index.addAll(all);
  return index;
}
