import { effect, type Signal, signal } from '@preact/signals';
import { exportShown } from './export-journal.ts';
import { moveSelection } from './move-selection.ts';
import {
  clearEntries,
  filter,
  helpOpen,
  inspect,
  narrow,
  paused,
  selection,
  setPaused,
  type Tab,
  tab,
  view,
} from './state.ts';
import { toggleTheme } from './theme.ts';

/** A key, and what it does, in words. */
export interface Key {
  readonly keys: readonly string[];
  readonly title: string;
}

interface Command extends Key {
  run(): void;
}

const COMMANDS: readonly Command[] = [
  { keys: ['/'], title: 'Search the messages', run: () => focus('#search') },
  { keys: ['j', 'ArrowDown'], title: 'Next message', run: () => moveSelection(1) },
  { keys: ['k', 'ArrowUp'], title: 'Message before', run: () => moveSelection(-1) },
  { keys: ['g', 'Home'], title: 'First message', run: () => moveSelection('first') },
  { keys: ['G', 'End'], title: 'Last message, and follow', run: () => moveSelection('last') },
  { keys: ['Enter'], title: 'Expand the message', run: expand },
  {
    keys: ['v'],
    title: 'Only violations, or all',
    run: () => narrow({ onlyWrong: !filter.value.onlyWrong }),
  },
  { keys: ['p'], title: 'Pause, or go on', run: () => setPaused(!paused.value) },
  { keys: ['c'], title: 'Clear the list', run: clearEntries },
  { keys: ['e'], title: 'Export what is shown as JSON Lines', run: exportShown },
  { keys: ['1', '2', '3', '4'], title: 'Inspect, send, scenarios, faults', run: () => {} },
  { keys: ['t'], title: 'Light, or dark', run: toggleTheme },
  { keys: ['?'], title: 'These keys', run: () => setHelp(!helpOpen.value) },
];

export const KEYS: readonly Key[] = COMMANDS;

const TABS: readonly Tab[] = ['inspect', 'send', 'scenarios', 'faults'];
const KEY = 'countersign-keys';

/** Single keys can be switched off (WCAG 2.2, 2.1.4): speech input would set them off. */
export const singleKeys: Signal<boolean> = signal(readKept());

function readKept(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function listenToKeys(): void {
  document.addEventListener('keydown', onKey);
  effect(() => {
    const value = singleKeys.value ? 'on' : 'off';
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // Then it holds for this visit.
    }
  });
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  const isList = target instanceof Element && target.closest('[data-keys="list"]') !== null;
  if (key === 'Escape') {
    leave(target);
    return;
  }
  const takesText = target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
  if (takesText) return;
  // Keys that a focused control has a use for are the list's only while the list has the focus.
  const isCommon = key.length > 1;
  if (isCommon && !isList) return;
  if (!isCommon && !singleKeys.value && !isList) return;
  const number = TABS[Number(key) - 1];
  if (number !== undefined) tab.value = number;
  const command = COMMANDS.find(({ keys }) => keys.includes(key));
  if (command === undefined) return;
  event.preventDefault();
  command.run();
}

function leave(target: EventTarget | null): void {
  if (helpOpen.value) {
    setHelp(false);
    return;
  }
  if (target instanceof HTMLElement && target.id === 'search' && filter.value.text !== '') {
    narrow({ text: '' });
    return;
  }
  focus('#messages');
  if (view.value === 'tools') view.value = 'stream';
}

function expand(): void {
  if (selection.value?.kind !== 'entry') return;
  inspect(selection.value);
  view.value = 'tools';
  focus('#inspector');
}

export function setHelp(open: boolean): void {
  helpOpen.value = open;
}

function focus(selector: string): void {
  const look = (): HTMLElement | null => document.querySelector<HTMLElement>(selector);
  const element = look();
  if (element !== null) element.focus();
  // It is drawn with the next frame.
  else requestAnimationFrame(() => look()?.focus());
}
