import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

// VITE_MSW=1: the mock runs in this page, in MSW's service worker. Otherwise it is `npm run mock`, or a backend.
if (import.meta.env.VITE_MSW) {
  const { worker } = await import('./mocks/browser.ts');
  await worker.start();
}

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<App feed="ws://localhost:4600/ws" />);
