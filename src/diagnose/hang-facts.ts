export const BLOCKS =
  'While one handshake hangs, a browser opens no other WebSocket to the same host and port (RFC 6455 §4.1).';
