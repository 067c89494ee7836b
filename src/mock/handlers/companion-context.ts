import type { LooseState } from './context.ts';
import type { ParametersOf, Part } from './mock-contract.ts';

/**
 * What a handler answers a request to an HTTP companion with. `status`: by default the first one of the document that
 * is no error. `body`: JSON, or a text where a `Content-Type` of its own is among the `headers`.
 */
export interface LooseAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type Responses<Companion> = Part<Companion, 'responses', Readonly<Record<number, unknown>>>;

/** One of the answers that the document has, status and body together. */
export type AnswerOf<Companion> = [keyof Responses<Companion>] extends [never]
  ? LooseAnswer
  : number extends keyof Responses<Companion>
    ? LooseAnswer
    : {
        [Status in keyof Responses<Companion>]: {
          readonly headers?: Readonly<Record<string, string>>;
          readonly body: Responses<Companion>[Status];
        } & (Status extends 200 ? { readonly status?: Status } : { readonly status: Status });
      }[keyof Responses<Companion>];

/** What a handler may know of a request to a companion. No credential stands in it. */
export interface CompanionContext<Companion = unknown, Shared = LooseState> {
  /**
   * What the mock would answer without this handler: with a fresh credential, where the document says that one is
   * issued, and with the pushes that follow. `body` is undefined where there is none.
   */
  proceed(): {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly companion: string;
  readonly method: string;
  readonly path: string;
  /** Values of the address parameters. */
  readonly parameters: ParametersOf<Companion>;
  /** Without those that carry a credential. */
  readonly query: Readonly<Record<string, string>>;
  readonly origin: string | undefined;
  readonly role: string | undefined;
  /** The same for all requests and connections of one login, and never the credential itself. */
  readonly identity: string | undefined;
  /** Of the whole mock. Survives a reload of the handlers and of the document. */
  readonly shared: Partial<Shared>;
}

type RequestBody<Companion> = Part<Companion, 'request', unknown>;

/** Handlers of one HTTP companion. */
export interface CompanionHandlers<Companion, Shared = LooseState> {
  /**
   * Answers a good request: one that the document takes, with a good credential where one is demanded. What is
   * returned against the document is reported, and under `--strict` answered with 500. Nothing returned: the mock
   * answers as the document says.
   */
  readonly request?: (
    body: RequestBody<Companion>,
    context: CompanionContext<Companion, Shared>,
  ) => AnswerOf<Companion> | undefined | Promise<AnswerOf<Companion> | undefined>;
}
