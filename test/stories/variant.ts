/** One way in which one of the five systems is run, and what Countersign must find. */
export interface Variant {
  /** Its folder in `fixtures/`. */
  readonly system: string;
  readonly name: string;
  readonly run: VerifyRun | ClientRun | BackendRun;
  /**
   * The beginnings of the keys of all that must be red: each begins a key that is red, and nothing else is. Empty:
   * green. For a run of `verify` the keys are those of its cases (`origin.foreign/voice`), or `unreached`; for a client
   * against the mock they are what the journal holds: `journal/<guard>`, `journal/storm`, `journal/<companion> <status>`.
   */
  readonly red: readonly string[];
  /** What the first of them says. */
  readonly says?: RegExp;
  /** What `countersign diagnose` must say of it; the first is what the story's developer had in hand. */
  readonly knocks: readonly [Knock, ...Knock[]];
}

/** How a backend of a system is started. */
export interface Setup {
  /** `false`: it is not running. */
  readonly started?: false;
  /** Settings, `BREAK` among them. */
  readonly env?: Readonly<Record<string, string>>;
  readonly ws?: 'websockets' | 'wsproto';
  /** The address that it listens on; it is looked for at 127.0.0.1. */
  readonly host?: string;
  /** Path of a connection that is held open all the while. */
  readonly holding?: string;
  /** The WebSocket is looked for at the frontend's development server, the companions at the backend. */
  readonly atDevServer?: string;
}

/** The backend is started, and held to the document. */
export interface VerifyRun extends Setup {
  readonly how: 'verify';
  /** What the document says otherwise in this run: the path of its keys, and the value. */
  readonly document?: readonly (readonly [path: readonly string[], value: string])[];
}

/** The fixture's own client is run against the mock of the document, and the mock's journal is read. */
export interface ClientRun {
  readonly how: 'client';
  /** A file of the fixture and its arguments; `{host}` is the mock's `127.0.0.1:port`, `{port}` its port. */
  readonly command: readonly string[];
  readonly document?: VerifyRun['document'];
}

/** It is only diagnosed: a mistake of the client's own, or the same fault on another server. */
export interface BackendRun extends Setup {
  readonly how: 'diagnose';
}

/** The URL and Origin that somebody has in hand, and the verdict that is true. */
export interface Knock {
  /** Path and query; `{expired}` and `{fresh}` stand for tokens of the notifications. */
  readonly url: string;
  readonly origin?: string;
  /** Without the document, as somebody who has none. */
  readonly bare?: true;
  readonly verdict: string;
  readonly sure: 'proven' | 'likely' | 'one-of';
  readonly says: RegExp;
}

/** How the backend is started that a row is diagnosed at. The fixture's client has a mended one before it. */
export function setupOf({ run }: Variant): Setup {
  return run.how === 'client' ? {} : run;
}
