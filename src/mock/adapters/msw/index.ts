// The public surface of `countersign/msw`.
export { type ContractJson, contractFrom } from '../../../contract/contract-json.ts';
export { defineMock, type MockHandlers } from '../../handlers/define-mock.ts';
export type { Journal, JournalEntry } from '../../journal.ts';
export type { ReceivedMessage } from '../../received.ts';
export type { Connection } from '../../session.ts';
export type { BehaviourOptions, MockVerbs } from '../../verbs.ts';
export type { PageOptions } from '../page/page-core.ts';
export { type ContractMessage, type ContractMessages, contractMessages } from './contract-messages.ts';
export { handlers, type MswHandler, type MswMock, type MswOptions } from './handlers.ts';
