import type { TextPattern } from '../contract/binding.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { OperationId } from '../contract/operation.ts';

/** A name for one of the connections of a script: `'a'`, `'b'`. */
export type ConnectionName = string;

/**
 * What to do, step after step, on one or more connections, as data. Scenarios, checks, replays and
 * probes are all scripts. A step that cannot be done (its connection is not open) ends the script.
 */
export interface Script {
  readonly steps: readonly Step[];
  /** ms after which whatever still goes on is ended; the transcript then says so. */
  readonly deadline: number;
}

export type Step =
  | ConnectStep
  | SendStep
  | ExpectStep
  | WaitStep
  | ReadStep
  | CloseStep
  | RequestStep
  | StopStep;

/** Opens a connection and waits until its handshake is answered, refused or given up. */
export interface ConnectStep {
  readonly do: 'connect';
  readonly on: ConnectionName;
  /** Whose messages the frames of this connection are recognised as. */
  readonly endpoint?: EndpointId;
  readonly opening: Opening;
  /** Most ms that the answer to the handshake may take. */
  readonly within: number;
}

export interface SendStep {
  readonly do: 'send';
  readonly on: ConnectionName;
  readonly frame: OutgoingFrame;
  /** Values that only the server knows, put into a `json` frame. Where one of them has not come, the script ends here. */
  readonly fill?: readonly LateValue[];
}

/** A value of the first frame of `messages` since a step that holds all of `where`, and has something at `pointer`. */
export interface LateValue {
  /** JSON Pointer into the frame that is sent. */
  readonly into: string;
  /** Index of the step. */
  readonly since: number;
  readonly messages: readonly MessageId[];
  readonly where: readonly AwaitedValue[];
  readonly pointer: string;
}

/** Listens until `until` is fulfilled, the connection closes, or `within` ms have passed. Never fails by itself. */
export interface ExpectStep {
  readonly do: 'expect';
  readonly on: ConnectionName;
  readonly until: Expectation;
  readonly within: number;
  /** What comes after makes no sense without it: where it is not fulfilled, the script ends here. */
  readonly required?: true;
}

/** Listens for all of `ms`, whatever comes. */
export interface WaitStep {
  readonly do: 'wait';
  readonly ms: number;
  /**
   * And then for as long as it took from the beginning of the one step to the end of the other (indices, both of steps
   * before this one): what took a while to come may take that to end.
   */
  readonly andAsLongAs?: { readonly from: number; readonly to: number };
}

/**
 * Nothing more is read from that connection, so that TCP holds the server back; or it is read again. A connection that
 * is closed is read again.
 */
export interface ReadStep {
  readonly do: 'read';
  readonly on: ConnectionName;
  readonly reading: boolean;
}

/** Starts the closing handshake (RFC 6455 §7.1.2) and waits for its end; `abrupt` drops TCP instead. */
export interface CloseStep {
  readonly do: 'close';
  readonly on: ConnectionName;
  readonly code?: number;
  readonly reason?: string;
  readonly abrupt?: boolean;
}

/** Asks the backend to end (SIGTERM), and waits until it has, or `within` ms have passed. Impossible where nobody may. */
export interface StopStep {
  readonly do: 'stop';
  readonly within: number;
}

/** One HTTP request. */
export interface RequestStep {
  readonly do: 'request';
  /** Names the answer in the transcript. */
  readonly as: string;
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body?: string;
  readonly within: number;
  /** Whose answer it is: its body is then recognised as one of that companion's responses. */
  readonly companion?: OperationId;
}

/** Name and value, as they stand on the wire. Order and repetition are kept. */
export type Header = readonly [name: string, value: string];

/**
 * An opening handshake (RFC 6455 §4.1). The required headers are filled in, in the order in which browsers
 * send them; `headers` adds to them or, where the name is the same (in any case), replaces them.
 */
export interface Opening {
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** Sent as `Origin`; absent: no such header. */
  readonly origin?: string;
  /** Sent as one `Sec-WebSocket-Protocol` header. */
  readonly subprotocols?: readonly string[];
  readonly headers?: readonly Header[];
  /** Required headers to leave out, for handshakes that are wrong on purpose. */
  readonly omit?: readonly string[];
  /** Default `GET`. */
  readonly method?: string;
  /** Default `1.1`. */
  readonly httpVersion?: '1.0' | '1.1';
  /** The head goes out in that many pieces, each so many ms after the one before, which `within` of the step includes. Default: at once. */
  readonly inPieces?: { readonly count: number; readonly pause: number };
}

/** A frame to send. `json` and `text` go out as text frames, `base64` as a binary one. */
export type OutgoingFrame =
  | { readonly json: Json }
  | { readonly text: string }
  | { readonly base64: string }
  /** Bytes put on the wire as they are: frames that break RFC 6455 on purpose. */
  | { readonly raw: string }
  | { readonly ping: string };

/** What a frame says at a JSON Pointer; in a text, in the named group of one of `texts`, where it has such a group. */
export interface AwaitedValue {
  readonly pointer: string;
  readonly value: Json;
  readonly texts?: readonly TextPattern[];
}

/**
 * When a listening step may stop. A frame counts when its message is one of `messages` (recognised, or
 * clearly meant to be one though it breaks the schema) and it holds all of `where`.
 */
export interface Expectation {
  /** Absent: any data frame. */
  readonly messages?: readonly MessageId[];
  readonly where?: readonly AwaitedValue[];
  /**
   * Most ms to go on listening after a frame of `messages` that does not hold `where`: where it is hardly somebody
   * else's, the right one comes soon or not at all. Absent: as long as the step may take.
   */
  readonly grace?: number;
  /** How many such frames; default 1. */
  readonly count?: number;
  /** What came before the latest `send` does not count: it is no answer to that. */
  readonly fresh?: true;
  /** A deep partial that the last counted payload must hold. */
  readonly last?: Json;
  /** These may come in between; any other frame ends the listening as well, since it explains itself by nothing else. */
  readonly tolerate?: readonly MessageId[];
  /** Stop when the connection is closed, and for nothing else. */
  readonly closed?: true;
  /** Stop at a Pong (RFC 6455 §5.5.3), or when the connection is closed, and for nothing else. */
  readonly pong?: true;
}
