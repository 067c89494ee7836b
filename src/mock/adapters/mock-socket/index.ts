// The public surface of `countersign/mock-socket`.
export { type ContractJson, contractFrom } from '../../../contract/contract-json.ts';
export { defineMock, type MockHandlers } from '../../handlers/define-mock.ts';
export type { Journal, JournalEntry } from '../../journal.ts';
export type { ReceivedMessage } from '../../received.ts';
export type { Connection } from '../../session.ts';
export type { BehaviourOptions, MockVerbs } from '../../verbs.ts';
export type { PageOptions } from '../page/page-core.ts';
export type { PageWebSocket, PageWebSocketClass } from '../page/web-socket.ts';
export { type MockSocketOptions, type MockSocketServer, mockServer } from './mock-server.ts';
