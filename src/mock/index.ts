// The public surface of `countersign/mock`.

// What it saw
export type {
  BugEntry,
  CloseEntry,
  FrameEntry,
  HandshakeEntry,
  Journal,
  JournalEntry,
  Peer,
  RequestEntry,
  StormEntry,
} from './journal.ts';
// Its log
export { formatEntry, formatEntryJson, type LogStyle } from './log.ts';
// A mock server on a real port
export type { Mock, MockOptions } from './mock.ts';
export type { ReceivedMessage } from './received.ts';
export type { Connection } from './session.ts';
export { startMock } from './start-mock.ts';
