import { element } from './element.ts';
import { applyTheme, keepTheme, keptTheme, type Theme } from './kept-theme.ts';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' };

/** System, light, dark, in turn. */
export function addThemeSwitch(tools: Element): void {
  let theme = keptTheme();
  const word = element('span', {}, NAMES[theme]);
  const tool = element('button', { type: 'button', class: 'tool' }, word);
  const say = (): void => {
    word.textContent = NAMES[theme];
    tool.setAttribute('aria-label', `Colours: ${NAMES[theme]}. Change`);
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
    { type: 'button', class: 'tool menu', 'aria-expanded': 'false', 'aria-controls': 'pages' },
    'Menu',
  );
  tool.addEventListener('click', () => {
    tool.setAttribute('aria-expanded', String(side.classList.toggle('open')));
    if (side.classList.contains('open')) scrollTo({ top: 0 });
  });
  tools.append(tool);
}
