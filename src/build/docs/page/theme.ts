// Runs before anything is painted: the reader's choice of light or dark, and that scripts run at all.
import { applyTheme, keptTheme } from './kept-theme.ts';

document.documentElement.classList.add('scripted');
applyTheme(keptTheme());
