// Story 1, "Test with Browser Console".
const ws = new WebSocket('ws://localhost:8000/ws');

ws.onopen = () => {
  console.log('✅ Connected!');
};

ws.onmessage = (event) => {
  console.log('📨 Received:', JSON.parse(event.data));
};

ws.onerror = (error) => {
  console.log('❌ Error:', error);
};

// Send a ping
ws.send(JSON.stringify({ type: 'ping' }));
