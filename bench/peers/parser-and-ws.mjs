// The same server in a process that also has AsyncAPI's parser ready: what a mock that starts with it costs at least.
import { Parser } from '@asyncapi/parser';

new Parser();
await import('./bare-ws.mjs');
