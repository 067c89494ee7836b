// Story 2 has no script of its own: this page knows its messages, and nothing else.
const api = 'http://localhost:8000/cotizaciones';

/** The next messages are the answers to what is said, one after the other. */
globalThis.follow = async (alias) => {
  if (alias !== undefined) {
    await fetch(`${api}/sesion`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ alias }),
    });
  }
  const health = await fetch(`${api}/health`, { credentials: 'include' });
  console.log('¿Está activo?', (await health.json()).websocket_enabled);
  const ws = new WebSocket('ws://localhost:8000/ws/cotizaciones');
  const say = (message) => ws.send(JSON.stringify(message));
  ws.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    switch (message.type) {
      case 'welcome':
        say({ type: 'ping' });
        break;
      case 'pong':
        say({ type: 'subscribe', pair: 'XXX/YYY' });
        break;
      case 'error':
        if (message.code === 'unknown_pair') ws.send('¡esto no es JSON!');
        else say({ type: 'subscribe', pair: 'EUR/ARS' });
        break;
      case 'quote':
        console.log(message.title, '✓');
        if (message.sequence === 2) say({ type: 'unsubscribe', pair: 'EUR/ARS' });
        break;
      case 'unsubscribed':
        ws.close(1000, 'adiós');
        break;
    }
  };
};
