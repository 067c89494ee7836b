/** What happens in the client, or before the server is reached, so that no probe of ours can see it. */
export const CLIENT_CAUSES: Readonly<Record<string, string>> = {
  'BAD-PORT': 'The browser refuses the port',
  'BAD-URL': 'The URL is none that a WebSocket can have',
  CLEARTEXT: 'The phone’s operating system forbids ws:// without TLS',
  'CLIENT-GAVE-UP': 'The client itself closed before it was connected',
  CSP: "The page's Content-Security-Policy forbids it",
  'INVALID-FRAMES': 'What comes after the handshake is no WebSocket frame',
  'KEEPALIVE-LOST': 'A Ping was not answered in time',
  LNA: 'The browser guards the local network',
  'MIXED-CONTENT': 'The browser refuses ws:// from an https page',
};
