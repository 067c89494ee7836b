import './style/index.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './follow.ts';
import { listenToKeys } from './keys.ts';
import { beginFiltering } from './state.ts';
import { applyTheme } from './theme.ts';

applyTheme();
beginFiltering();
listenToKeys();
const root = document.getElementById('console');
if (root !== null) render(<App />, root);
follow();
