import { globalWebSocket } from './global-web-socket.ts';
await globalWebSocket();
const { ws } = await import('msw');
const { setupServer } = await import('msw/node');
const { handlers } = await import('../../src/mock/adapters/msw/index.ts');
const { mockServer } = await import('../../src/mock/adapters/mock-socket/index.ts');
const { Server, WebSocket: MS } = await import('mock-socket');
const { default: contract } = await import('../../src/conformance/contract.json', { with: { type: 'json' } });
const server = setupServer(); server.listen({ onUnhandledRequest: 'error' });
const mock = handlers(contract, { push: 'off' });
const answer = (data: unknown) => { const { type, id } = JSON.parse(String(data)); return type === 'ask' ? JSON.stringify({ type: 'answer', id }) : undefined; };
server.use(...mock, ws.link('ws://hand.test/exact').addEventListener('connection', ({ client }) => {
  client.addEventListener('message', ({ data }) => { const a = answer(data); if (a) client.send(a); });
}));
const m2 = mockServer(contract, { push: 'off', mock: false });
new Server('ws://hand2.test/exact', { mock: false }).on('connection', (s) => s.on('message', (d) => { const a = answer(d); if (a) s.send(a); }));
async function run(W: any, url: string, n: number, flight: number) {
  const socket = new W(url);
  await new Promise((r) => socket.addEventListener('open', r));
  let got = 0, sent = 0; const began = process.cpuUsage();
  await new Promise<void>((resolve) => {
    const send = () => { if (sent < n) socket.send(JSON.stringify({ type: 'ask', id: sent++ })); };
    socket.addEventListener('message', () => { got++; if (got === n) resolve(); else send(); });
    for (let i = 0; i < flight; i++) send();
  });
  const { user, system } = process.cpuUsage(began); socket.close(); return (user + system) / n;
}
for (let round = 0; round < 5; round++) {
  for (const flight of [1, 16]) { const a = await run(WebSocket, 'ws://conformance.test/exact', 20000, flight), b = await run(WebSocket, 'ws://hand.test/exact', 20000, flight);
  console.log('msw', flight, a.toFixed(1), b.toFixed(1), (a / b).toFixed(2)); }
  const a = await run(m2.WebSocket, 'ws://conformance.test/exact', 20000, 100), b = await run(MS, 'ws://hand2.test/exact', 20000, 100);
  console.log('mock-socket', 100, a.toFixed(1), b.toFixed(1), (a / b).toFixed(2));
}
process.exit();
