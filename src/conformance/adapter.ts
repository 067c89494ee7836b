import type { Contract } from '../contract/contract.ts';
import type { PageWebSocketClass } from '../mock/adapters/page/web-socket.ts';
import type { BehaviourOptions, MockVerbs } from '../mock/verbs.ts';
import type { Capability } from './capability.ts';

/** A transport that is to behave as all others do. */
export interface ConformanceAdapter {
  /** `ws` */
  readonly name: string;
  /** What it cannot do, and why, in a sentence: those cases are skipped with that reason, which the table prints. */
  readonly lacks: Readonly<Partial<Record<Capability, string>>>;
  /** Begins a mock of that contract. Called anew for each case. */
  start(contract: Contract, options: AdapterOptions): ConformanceMock | Promise<ConformanceMock>;
}

export interface AdapterOptions extends BehaviourOptions {
  /** The Origin of the page that connects. Absent: none is sent. */
  readonly origin?: string;
}

/** A mock that runs, and the client's means to reach it. */
export interface ConformanceMock {
  readonly mock: MockVerbs;
  /** The WebSocket URL of a path and query of the contract. */
  url(target: string): string;
  /** Looked up for each connection. */
  readonly WebSocket: PageWebSocketClass;
  /** A request to a path of the contract's HTTP server. Absent: no HTTP goes this way. */
  fetch?(target: string, init?: RequestInit): Promise<Response>;
  /** The refusal of a handshake as a client that is no browser sees it. Absent: there is no such client. */
  refusalOf?(target: string): Promise<{ readonly status: number; readonly body: string }>;
  stop(): void | Promise<void>;
}

/** Takes timers into hand: vitest's `vi`, or what another runner has. */
export interface FakeTimers {
  install(): void;
  /** Lets that many ms pass, and what is then due happen. */
  advance(ms: number): Promise<unknown>;
  restore(): void;
}
