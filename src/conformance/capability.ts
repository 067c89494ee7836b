/** What a transport may be able to do, and another not. What every transport must do has no name here. */
export type Capability =
  | 'refusal'
  | 'status'
  | 'silence'
  | 'unknown-path'
  | 'subprotocols'
  | 'origin'
  | 'cookies'
  | 'companions'
  | 'binary'
  | 'no-code'
  | 'clean'
  | 'drop'
  | 'payload-limit'
  | 'fake-timers';

/** As the table in the documentation says it. */
export const CAPABILITIES: Readonly<Record<Capability, string>> = {
  refusal: 'A refused handshake is `error`, then `close` with 1006, and never `open`',
  status: 'A client that is no browser sees the status, the headers and the body of a refusal',
  silence: 'A handshake may be left without an answer',
  'unknown-path': 'A path that the contract does not have is refused',
  subprotocols: 'The server chooses among the subprotocols',
  origin: 'A handshake brings the Origin of its page',
  cookies: 'A handshake brings the cookies that a companion has set',
  companions: 'HTTP companions answer',
  binary: 'Binary messages, in the form that `binaryType` asks for',
  'no-code': '`close()` without a code is 1005',
  clean: '`wasClean` is true after any Close frame',
  drop: 'A connection that breaks off is 1006, not clean',
  'payload-limit': 'A message beyond the limit is closed with 1009',
  'fake-timers': 'Fake timers drive streams, delays and expiry',
};
