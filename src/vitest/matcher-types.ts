/** What a matcher hands to `expect`. */
export interface Outcome {
  readonly pass: boolean;
  message(): string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** Where a frame was seen. Without it: anywhere, from either side. */
export interface SeenAt {
  readonly endpoint?: string;
  readonly from?: 'client' | 'server';
}

export interface ContractMatchers<R> {
  /** The frame is a valid message of that name (or id). A frame: its text, its bytes, its payload, or a `MessageEvent`. */
  toMatchMessage(name: string): R;
  /**
   * Of a mock: its client has kept the contract, in what it sent and how it connected. Of a frame: it is some valid
   * message of the contract that `extendExpect` named; by default of the server, at any endpoint.
   */
  toKeepContract(where?: SeenAt): R;
  /**
   * A client has sent the mock that message. `partial`: as `toMatchObject` compares, `expect.any(String)` included.
   * Throws `mock.unknown-message` for one that no client of this contract sends.
   */
  toHaveReceived(message: string, partial?: unknown): R;
  /** The same, waited for: `within` ms, default 5,000, in real time even where a test fakes its timers. */
  toReceive(message: string, partial?: unknown, options?: { readonly within?: number }): Promise<void>;
}

declare module 'vitest' {
  interface Matchers<T> extends ContractMatchers<T> {}
}
