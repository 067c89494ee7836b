/** Node 20 has no global `WebSocket`, and MSW can only stand in the place of one: happy-dom's will do. */
export async function globalWebSocket(): Promise<void> {
  if ('WebSocket' in globalThis) return;
  const { Window } = await import('happy-dom');
  Object.assign(globalThis, { WebSocket: new Window().WebSocket });
}
