// The least that a WebSocket server in Node can do with JSON: parse it and send it back. What everything is held to.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (socket) => {
  socket.on('message', (data) => socket.send(JSON.stringify(JSON.parse(data.toString()))));
});
server.on('listening', () => console.log(`ws://127.0.0.1:${server.address().port}/`));
