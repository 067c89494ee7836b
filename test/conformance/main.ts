import { type ConformanceAdapter, capabilityTable, runConformance } from '../../src/conformance/index.ts';
import { memoryAdapter } from './adapters/memory.ts';
import { mockSocketAdapter } from './adapters/mock-socket.ts';
import { wsAdapter } from './adapters/ws.ts';
import { writeContract } from './compile-contract.ts';
import { createFakeTimers } from './fake-timers.ts';
import { globalWebSocket } from './global-web-socket.ts';

/**
 * Holds every transport to what every mock does.
 *
 *     npm run conformance [-- ws|memory|mock-socket|msw]
 *     npm run conformance -- --compile      makes src/conformance/contract.json anew
 */
const [only] = process.argv.slice(2);
if (only === '--compile') {
  writeContract();
  process.exit();
}
await globalWebSocket();
const { mswAdapter } = await import('./adapters/msw.ts');
const all: readonly ConformanceAdapter[] = [wsAdapter, mswAdapter, mockSocketAdapter, memoryAdapter];
const adapters = all.filter(({ name }) => only === undefined || name === only);
// They share the global `WebSocket`, so one runs after the other.
const timers = createFakeTimers();
const results = [];
for (const adapter of adapters) results.push(...(await runConformance(adapter, timers)));
for (const { adapter, id, outcome, reason } of results)
  if (outcome !== 'passed') console.log(`${outcome === 'failed' ? '✗' : '-'} ${adapter} ${id}: ${reason}`);
console.log(`\n${capabilityTable(adapters, results)}`);
if (results.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
