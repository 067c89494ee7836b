import { globalWebSocket } from './global-web-socket.ts';
import { holdToConformance } from './hold.ts';

await globalWebSocket();
const { mswAdapter } = await import('./adapters/msw.ts');

holdToConformance(mswAdapter);
