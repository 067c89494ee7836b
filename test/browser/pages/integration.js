// Story 1, "Frontend Integration: JavaScript/TypeScript".
const ws = new WebSocket('ws://localhost:8000/ws');

ws.onopen = () => {
  console.log('Connected to UpTrade AI');

  // Subscribe to stock updates
  ws.send(
    JSON.stringify({
      type: 'subscribe',
      symbol: 'AAPL',
    }),
  );
};

ws.onmessage = (event) => {
  const data = JSON.parse(event.data);

  switch (data.type) {
    case 'connection':
      console.log('Welcome:', data.message);
      break;
    case 'pong':
      console.log('Server alive');
      break;
    case 'subscribed':
      console.log('Subscribed to:', data.symbol);
      break;
    // Handle other message types
  }
};
