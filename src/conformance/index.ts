// The public surface of `countersign/conformance`: hold a transport of your own to what every mock does.

export { type MemoryMock, type MemoryOptions, memoryMock } from '../mock/adapters/memory/memory-mock.ts';
export type { PageWebSocket, PageWebSocketClass } from '../mock/adapters/page/web-socket.ts';
export type { BehaviourOptions, MockVerbs } from '../mock/verbs.ts';
export type { AdapterOptions, ConformanceAdapter, ConformanceMock, FakeTimers } from './adapter.ts';
export { NotConforming } from './assert.ts';
export { CAPABILITIES, type Capability } from './capability.ts';
export { capabilityTable } from './capability-table.ts';
export { CASES } from './cases.ts';
export type { ConformanceCase, Stage } from './conformance-case.ts';
export { describeConformance, type TestRunner } from './describe-conformance.ts';
export { reasonToSkip, runCase } from './run-case.ts';
export { type ConformanceResult, runConformance } from './run-conformance.ts';
