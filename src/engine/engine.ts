import type { Contract } from '../contract/contract.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { RefusalForm } from '../contract/handshake-policy.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { OperationId } from '../contract/operation.ts';
import type { HandshakeAttempt, HandshakeJudgement } from '../rules/handshake-attempt.ts';
import type { IncomingFrame } from '../rules/recognition.ts';
import type { Header } from '../script/script.ts';

/** Given by the driver, never reused. */
export type ConnectionId = number;

/**
 * The mock's mind. It knows no socket, no timer and no clock: the driver tells it what happened and when
 * (`at`, in ms on any clock that never goes back), and does what it says. All randomness comes from one seed.
 *
 * `step` changes the engine's own state instead of returning a new one: copying the state of 10,000
 * connections for every frame would cost more than all the rest. Nothing else can see that state.
 */
export interface Engine {
  /** Judges an opening handshake. Changes nothing; an accepted one is followed by an `open` event. */
  handshake(attempt: HandshakeAttempt, at: number): HandshakeDecision;
  /** Takes an event, answers with what is now to be done, in order. */
  step(event: EngineEvent): readonly Effect[];
  /** When the next `tick` is due, or `undefined` when nothing is waited for. */
  readonly due: number | undefined;
  /** Steps that spare the first frames the work of making validators and samples; all of them may be left out. */
  warmUp(): Iterator<void>;
}

/** What to do with a handshake. Faults may make it differ from what the rules say. */
export type HandshakeDecision =
  | { readonly kind: 'accept'; readonly judgement: Extract<HandshakeJudgement, { kind: 'accept' }> }
  | {
      readonly kind: 'refuse';
      readonly judgement: Extract<HandshakeJudgement, { kind: 'refuse' }>;
      readonly form: RefusalForm;
      /** The fault that had its way. */
      readonly fault?: string;
      /** Nothing was wrong with the handshake: the fault alone refuses it. */
      readonly guard?: 'fault';
    }
  /** Never answer (fault `silent-handshake`). */
  | { readonly kind: 'hang'; readonly fault?: string };

export type EngineEvent =
  | {
      readonly type: 'open';
      readonly connection: ConnectionId;
      readonly accepted: Extract<HandshakeJudgement, { kind: 'accept' }>;
      /** What was accepted: templates may read it. */
      readonly attempt?: HandshakeAttempt;
      readonly at: number;
    }
  | {
      readonly type: 'frame';
      readonly connection: ConnectionId;
      readonly frame: IncomingFrame;
      readonly at: number;
    }
  /** The client has answered a Ping: it is alive. */
  | { readonly type: 'pong'; readonly connection: ConnectionId; readonly at: number }
  | { readonly type: 'closed'; readonly connection: ConnectionId; readonly code: number; readonly at: number }
  /** `most`: so many things that are due, then it returns, whether or not more are due. Default: all. */
  | { readonly type: 'tick'; readonly at: number; readonly most?: number }
  | {
      readonly type: 'request';
      readonly request: HttpAttempt;
      /** What a handler answers; `own`: it leaves it to the engine after all. Absent: nobody was asked yet. */
      readonly answer?: HandledAnswer | 'own';
      readonly at: number;
    }
  | {
      /** Somebody outside (a test, the admin API) makes the server send a message. */
      readonly type: 'push';
      readonly endpoint: EndpointId;
      readonly message: MessageId;
      readonly payload?: Json;
      /** Absent: to every connection of the endpoint. */
      readonly connection?: ConnectionId;
      readonly at: number;
    }
  | {
      /** A handler has the server say something. It is judged: what breaks the contract is marked. */
      readonly type: 'say';
      /** In this order, each as if it were the only one. */
      readonly connections: readonly ConnectionId[];
      readonly message: MessageId;
      /** Absent: what the mock would say itself. */
      readonly payload?: Json;
      /** What it answers: bindings and templates of a payload of the mock's own read it. */
      readonly request?: Json;
      readonly at: number;
    }
  | {
      /** A handler leaves it to the engine after all. */
      readonly type: 'proceed';
      readonly connection: ConnectionId;
      readonly with: Handled;
      readonly at: number;
    }
  /** The server's side of that scenario is played on that connection. */
  | {
      readonly type: 'play';
      readonly scenario: string;
      readonly connection: ConnectionId;
      readonly at: number;
    }
  /** These faults are committed from now on, and no others. Their names are known to be right. */
  | { readonly type: 'faults'; readonly faults: readonly string[]; readonly at: number }
  /** The contract has changed: what it says from now on. Sessions of endpoints that changed are closed with 1012. */
  | { readonly type: 'reload'; readonly contract: Contract; readonly at: number };

/** What a handler has taken from the engine. */
export type Handled =
  /** A connection is open. The engine's own: greet it with what it has not been greeted with yet. */
  | { readonly kind: 'open'; readonly greeted?: readonly MessageId[] }
  /** A valid request of the client. The engine's own: the reply, and the streams that it starts and stops. */
  | {
      readonly kind: 'message';
      readonly message: MessageId;
      /** Absent: the contract has no operation for it. */
      readonly operation?: OperationId;
      readonly payload: Json;
    };

/** Does a handler take it? Asked for each message of an endpoint, and for each request to a companion. */
export type IsHandled = (
  place: EndpointId | OperationId,
  what: Handled | { readonly kind: 'request' },
) => boolean;

/** What a handler answers a request to a companion with. */
export interface HandledAnswer {
  /** Absent: the first declared one that is no error. */
  readonly status?: number;
  readonly headers: readonly Header[];
  /** Absent: no body. */
  readonly payload?: Json;
  /** The engine's own answer was asked for before: what it triggers has happened, and is not triggered again. */
  readonly proceeded?: true;
}

/** A request to an HTTP companion. */
export interface HttpAttempt {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly Header[];
  readonly body: string;
}

export type Effect =
  | {
      readonly type: 'send';
      readonly connection: ConnectionId;
      readonly data: OutgoingData;
      readonly message: MessageId | undefined;
      /** Why it breaks the contract, where a handler said it. Absent: it does not, or nobody asked. */
      readonly violation?: string;
      /** A piece of a message that goes out slowly; the pieces follow each other, and nothing comes between. */
      readonly part?: 'more' | 'last';
      /** There is nothing to send, only the violation to tell of. */
      readonly withheld?: true;
      /** The faults that changed, delayed or added it: `duplicate, latency-50ms`. */
      readonly fault?: string;
    }
  /** A fault keeps it from being sent; for the journal. */
  | {
      readonly type: 'lost';
      readonly connection: ConnectionId;
      readonly data: OutgoingData;
      readonly message: MessageId | undefined;
      readonly fault: string;
    }
  /** A handler is to deal with it; the engine does nothing about it. */
  | { readonly type: 'handle'; readonly connection: ConnectionId; readonly what: Handled }
  | {
      readonly type: 'close';
      readonly connection: ConnectionId;
      readonly code: number;
      readonly reason: string;
      /** The fault that closes it. */
      readonly fault?: string;
    }
  /** Send a Ping (RFC 6455 §5.5.2). */
  | { readonly type: 'ping'; readonly connection: ConnectionId }
  /** From now on Pings are answered, or not; until then they are. */
  | { readonly type: 'pings'; readonly connection: ConnectionId; readonly answered: boolean }
  /** End TCP without a Close frame. */
  | { readonly type: 'drop'; readonly connection: ConnectionId; readonly fault?: string }
  /** The answer to the `request` event of this step. */
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: readonly Header[];
      readonly body: string;
      readonly companion?: OperationId;
      /** Why it breaks the contract, where a handler gave it. Absent: it does not, or nobody asked. */
      readonly violation?: string;
      /** The fault that changed it. */
      readonly fault?: string;
    }
  /** A handler is to answer the request of this step, which is a good one; the engine does nothing about it. */
  | {
      readonly type: 'ask';
      readonly companion: OperationId;
      readonly parameters: Readonly<Record<string, string>>;
      readonly body: Json | undefined;
      readonly role: string | undefined;
      readonly subject: string | undefined;
    }
  /** Something for the journal about a frame that was received. */
  | {
      readonly type: 'received';
      readonly connection: ConnectionId;
      readonly message: MessageId | undefined;
      readonly payload: Json | undefined;
      /** Why it fits no message; absent: it does. */
      readonly violation?: string;
    };

export type OutgoingData = { readonly text: string } | { readonly base64: string };
