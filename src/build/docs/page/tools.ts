import { element } from './element.ts';
import { icon } from './icons.ts';
import { applyTheme, keepTheme, keptTheme, type Theme } from './kept-theme.ts';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

/** System, light, dark, in turn. */
export function addThemeSwitch(tools: Element): void {
  let theme = keptTheme();
  const tool = element('button', { type: 'button', class: 'tool' });
  const say = (): void => {
    tool.replaceChildren(icon(theme));
    const label = `Colours: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]].toLowerCase()}`;
    tool.setAttribute('aria-label', label);
    tool.title = label;
  };
  tool.addEventListener('click', () => {
    theme = NEXT[theme];
    keepTheme(theme);
    applyTheme(theme);
    say();
  });
  say();
  tools.append(tool);
}

/** On a narrow screen the navigation is behind a button. */
export function addMenu(tools: Element): void {
  const side = document.querySelector('.side');
  if (side === null) return;
  side.id = 'pages';
  const tool = element(
    'button',
    {
      type: 'button',
      class: 'tool menu',
      'aria-expanded': 'false',
      'aria-controls': 'pages',
      'aria-label': 'Pages',
    },
    icon('menu'),
  );
  tool.addEventListener('click', () => {
    tool.setAttribute('aria-expanded', String(side.classList.toggle('open')));
    if (side.classList.contains('open')) scrollTo({ top: 0 });
  });
  tools.append(tool);
}

/** Where a mock serves these pages, its console is at hand. */
export function addConsoleLink(tools: Element): void {
  if (!/^https?:$/.test(location.protocol) || !location.pathname.startsWith('/__countersign/')) return;
  tools.append(element('a', { class: 'tool', href: '/__countersign/' }, 'Console'));
}
