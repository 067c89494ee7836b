// The public surface of `countersign/mock`.

// Handlers of one's own
export type { CompanionContext, CompanionHandlers } from './handlers/companion-context.ts';
export type { EndpointHandlers, HandlerContext } from './handlers/context.ts';
export { defineMock, type MockHandlers } from './handlers/define-mock.ts';
export type { MockCompanion, MockContract, MockEndpoint } from './handlers/mock-contract.ts';
// What it saw
export type {
  BugEntry,
  CloseEntry,
  FaultsEntry,
  FrameEntry,
  HandlerEntry,
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
export type { TlsCertificate } from './tls/self-signed.ts';
// What every mock can do, whatever carries its messages
export type { BehaviourOptions, MockVerbs } from './verbs.ts';
