export type Theme = 'system' | 'light' | 'dark';

/** The same as the mock's console: on one origin they are read as one thing. */
const KEY = 'countersign-theme';

/** `system` where nobody chose, or the browser keeps nothing. */
export function keptTheme(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

export function keepTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It is shown for this visit.
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
