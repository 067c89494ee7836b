// The bare server with the one trick of Countersign's that is not about validation: what is sent in one turn of the
// event loop leaves in one system call.
import { WebSocketServer } from 'ws';

let corked = [];
function flush() {
  const streams = corked;
  corked = [];
  for (const stream of streams) stream.uncork();
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (socket, { socket: tcp }) => {
  socket.on('message', (data) => {
    if (tcp.writableCorked === 0) {
      tcp.cork();
      if (corked.push(tcp) === 1) setImmediate(flush);
    }
    socket.send(JSON.stringify(JSON.parse(data.toString())));
  });
});
server.on('listening', () => console.log(`ws://127.0.0.1:${server.address().port}/`));
