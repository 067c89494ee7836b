import { type Signal, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'countersign-theme';

export const theme: Signal<Theme> = signal(kept());

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** The style sheet's variables follow `data-theme`; without it, the system. */
export function applyTheme(next: Theme = theme.value): void {
  theme.value = next;
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing shows it for this visit.
  }
}

/** What is not shown now. */
export function toggleTheme(): void {
  const isDark =
    theme.value === 'dark' ||
    (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  applyTheme(isDark ? 'light' : 'dark');
}
