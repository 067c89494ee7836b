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
}

/** What to do with a handshake. Faults may make it differ from what the rules say. */
export type HandshakeDecision =
  | { readonly kind: 'accept'; readonly judgement: Extract<HandshakeJudgement, { kind: 'accept' }> }
  | {
      readonly kind: 'refuse';
      readonly judgement: Extract<HandshakeJudgement, { kind: 'refuse' }>;
      readonly form: RefusalForm;
    }
  /** Never answer (fault `silent-handshake`). */
  | { readonly kind: 'hang' };

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
  | { readonly type: 'closed'; readonly connection: ConnectionId; readonly code: number; readonly at: number }
  | { readonly type: 'tick'; readonly at: number }
  | { readonly type: 'request'; readonly request: HttpAttempt; readonly at: number }
  | {
      /** Somebody outside (a test, the admin API) makes the server send a message. */
      readonly type: 'push';
      readonly endpoint: EndpointId;
      readonly message: MessageId;
      readonly payload?: Json;
      /** Absent: to every connection of the endpoint. */
      readonly connection?: ConnectionId;
      readonly at: number;
    };

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
    }
  | {
      readonly type: 'close';
      readonly connection: ConnectionId;
      readonly code: number;
      readonly reason: string;
    }
  /** End TCP without a Close frame. */
  | { readonly type: 'drop'; readonly connection: ConnectionId }
  /** The answer to the `request` event of this step. */
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: readonly Header[];
      readonly body: string;
      readonly companion?: OperationId;
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
