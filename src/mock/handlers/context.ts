import type {
  ClientMessages,
  LoosePayload,
  OperationsOf,
  ParametersOf,
  ServerMessages,
} from './mock-contract.ts';

/** What a handler can do, and what it may know. Good after it has returned, too, until the connection ends. */
export interface HandlerContext<Endpoint, State = LooseState, Shared = LooseState> {
  /**
   * Sends a message of the contract on this connection. Without a payload: what the mock would say itself, with what
   * the document binds (ids, correlation) taken from the request. What breaks the contract is reported, and under
   * `--strict` not sent.
   */
  send: Say<Endpoint>;
  /** The same to every open connection of this endpoint, this one included. */
  broadcast: Say<Endpoint>;
  /** Does what the mock would have done without this handler: the declared reply, and the streams that follow. */
  proceed(): void;
  /** Ends the connection with a Close frame. Default 1000, without a reason. */
  close(code?: number, reason?: string): void;
  /** Ends it without one: the client sees 1006. */
  drop(): void;
  /** Calls back once after `ms` on the mock's clock, unless the connection ends before; the result cancels. */
  after(ms: number, callback: () => unknown): () => void;
  /** The same again and again. */
  every(ms: number, callback: () => unknown): () => void;
  /** Of this connection, empty when it opens. Survives a reload of the handlers. */
  readonly state: Partial<State>;
  /** Of the whole mock. Survives a reload of the handlers and of the document. */
  readonly shared: Partial<Shared>;
  /** 1, 2, 3… */
  readonly connection: number;
  readonly endpoint: string;
  /** Values of the address parameters. */
  readonly parameters: ParametersOf<Endpoint>;
  /** Query parameters of the handshake, without those that carry a credential. */
  readonly query: Readonly<Record<string, string>>;
  readonly origin: string | undefined;
  readonly subprotocol: string | undefined;
  /** Of the credential, where it is a role that the document knows. */
  readonly role: string | undefined;
  /** The same for all connections of one login, and never the credential itself. `undefined`: none was shown. */
  readonly identity: string | undefined;
}

/** `(message, payload?)`, for each message that the server may send. */
export type Say<Endpoint> = <Name extends keyof ServerMessages<Endpoint> & string>(
  message: Name,
  payload?: ServerMessages<Endpoint>[Name],
) => void;

/** What a handler keeps, where nobody said more. */
export type LooseState = Record<string, unknown>;

/** Deals with one message. May be async: a rejection counts as a throw. */
export type MessageHandler<Payload, Endpoint, State, Shared> = (
  request: Payload,
  context: HandlerContext<Endpoint, State, Shared>,
) => unknown;

/** The handlers of one endpoint: by message, by operation where the same message begins several, and `open` and `close`. */
export type EndpointHandlers<
  Endpoint,
  State = LooseState,
  Shared = LooseState,
> = string extends keyof ClientMessages<Endpoint>
  ? Readonly<Record<string, MessageHandler<LoosePayload, Endpoint, State, Shared>>>
  : MessageHandlers<Endpoint, State, Shared> &
      OperationHandlers<Endpoint, State, Shared> &
      // A message of the same name takes the key.
      Omit<LifecycleHandlers<Endpoint, State, Shared>, keyof ClientMessages<Endpoint>>;

type MessageHandlers<Endpoint, State, Shared> = {
  readonly [Name in keyof ClientMessages<Endpoint>]?: MessageHandler<
    ClientMessages<Endpoint>[Name],
    Endpoint,
    State,
    Shared
  >;
};

type OperationHandlers<Endpoint, State, Shared> = {
  readonly [Name in keyof OperationsOf<Endpoint>]?: MessageHandler<
    ClientMessages<Endpoint>[OperationsOf<Endpoint>[Name] & keyof ClientMessages<Endpoint>],
    Endpoint,
    State,
    Shared
  >;
};

interface LifecycleHandlers<Endpoint, State, Shared> {
  /**
   * A connection is open. It is greeted when this has returned (or its promise is fulfilled), with what this has not
   * sent itself; then the streams begin.
   */
  readonly open?: MessageHandler<Opened, Endpoint, State, Shared>;
  /** A connection has ended, whoever ended it. `send` does nothing any more. */
  readonly close?: MessageHandler<Ended, Endpoint, State, Shared>;
}

/** What `open` is told. */
export interface Opened {
  readonly path: string;
}

/** What `close` is told. RFC 6455 §7.1.5: 1005 for a Close without a code, 1006 for none at all. */
export interface Ended {
  readonly code: number;
  readonly reason: string;
}
