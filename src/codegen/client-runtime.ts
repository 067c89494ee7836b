/**
 * What every generated client has: one text, the same for each document. A file that imports it from Countersign would make
 * Countersign a dependency of the application; so it stands in the file. `test/codegen` compiles it and runs it.
 */
export const CLIENT_RUNTIME: string = `/** What every client can be told. */
export interface ConnectOptions {
  /** Scheme, host, and what comes before the address: \`wss://api.example.com\`. Default: the document's server. */
  url?: string;
  /** The WebSocket to use; needed where there is no global one (Node 20: the one of the package \`ws\`). */
  WebSocket?: unknown;
  /** How lost connections are made again: options of partysocket. \`{ maxRetries: 0 }\`: not at all. */
  reconnect?: ReconnectOptions;
}

/** ms where nothing else is said. */
export interface ReconnectOptions {
  maxRetries?: number;
  minReconnectionDelay?: number;
  maxReconnectionDelay?: number;
  reconnectionDelayGrowFactor?: number;
  connectionTimeout?: number;
}

/** A credential, or how to get one: asked for at each connection, so that an expired one is not used again. */
export type Credential = string | (() => string | Promise<string>);

/** What a frame was, and what it said. */
export type ReceivedOf<Server> = { [Name in keyof Server]: { message: Name; payload: Server[Name] } }[keyof Server];

/** What is known of an endpoint beside its types. */
interface EndpointTable {
  url: string;
  /** Message → constants of its payload by JSON Pointer, and the places that it always has. Most specific first. */
  server: readonly (readonly [message: string, constants: Readonly<Record<string, readonly unknown[]>>, required: readonly string[]])[];
  /** What a frame is that is no JSON of these, by the pattern that it fits. */
  texts: readonly (readonly [message: string, pattern?: RegExp])[];
  /** What bytes are. */
  binary?: string;
  /** Messages of the client that travel as plain text. */
  plain: readonly string[];
  /** Request → what answers it, and which places of both are equal. */
  replies: Readonly<Record<string, readonly ReplyTable[]>>;
}

interface ReplyTable {
  messages: readonly string[];
  equal: readonly (readonly [reply: string, request: string])[];
  /** ms. */
  within: number;
}

/** An open call for a reply. */
interface Waiting {
  fits(message: string, payload: unknown): boolean;
  resolve(payload: unknown): void;
  reject(error: Error): void;
}

/** A connection to one endpoint, made again whenever it is lost. */
export class EndpointClient<
  Sent extends object,
  Server extends object,
  Replies extends { [Name in keyof Sent]?: keyof Server },
> {
  /** The connection itself: \`readyState\`, \`addEventListener('open' | 'close' | 'error', …)\`, \`reconnect()\`. */
  readonly socket: ReconnectingWebSocket;
  readonly #table: EndpointTable;
  readonly #listeners = new Map<unknown, Set<(payload: never) => void>>();
  readonly #everything = new Set<(received: ReceivedOf<Server>) => void>();
  readonly #strangers = new Set<(data: unknown) => void>();
  readonly #waiting = new Set<Waiting>();
  readonly #ends = new Set<() => void>();
  #closed = false;

  constructor(
    table: EndpointTable,
    url: () => Promise<string>,
    protocols: () => Promise<string[] | null>,
    { WebSocket, reconnect = {} }: ConnectOptions,
  ) {
    this.#table = table;
    this.socket = new ReconnectingWebSocket(url, protocols, {
      ...reconnect,
      ...(WebSocket === undefined ? {} : { WebSocket }),
    });
    this.socket.binaryType = 'arraybuffer';
    this.socket.addEventListener('message', ({ data }: MessageEvent) => this.#receive(data));
    this.socket.addEventListener('close', () => {
      this.#fail(new Error('The connection was lost before the reply came.'));
      if (this.#closed || this.socket.retryCount >= (reconnect.maxRetries ?? Number.POSITIVE_INFINITY)) this.#end();
    });
  }

  /** Sends a message; before the connection is open, it is sent as soon as it is. */
  send<Name extends keyof Sent & string>(message: Name, payload: Sent[Name]): void {
    if (payload instanceof Uint8Array) this.socket.send(new Uint8Array(payload));
    else this.socket.send(this.#table.plain.includes(message) ? String(payload) : JSON.stringify(payload));
  }

  /**
   * Sends a message and waits for what answers it. Of several requests at once, each gets the reply with its own ids,
   * where the document says which they are; else the first.
   * @param timeout ms. Default: what the document promises, else 10 s
   */
  request<Name extends keyof Replies & keyof Sent & string>(
    message: Name,
    payload: Sent[Name],
    { timeout, signal }: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<Server[NonNullable<Replies[Name]>]> {
    const replies = this.#table.replies[message] ?? [];
    const most = timeout ?? Math.max(...replies.map(({ within }) => within));
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.#waiting.delete(waiting);
      };
      const waiting: Waiting = {
        fits: (name, answer) =>
          replies.some(
            ({ messages, equal }) =>
              messages.includes(name) && equal.every(([there, here]) => isSame(at(answer, there), at(payload, here))),
          ),
        resolve: (answer) => {
          end();
          resolve(answer as Server[NonNullable<Replies[Name]>]);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      };
      const timer = setTimeout(() => waiting.reject(new Error(\`No reply to "\${message}" within \${most} ms.\`)), most);
      const abort = (): void => waiting.reject(new Error(\`The request "\${message}" was given up.\`));
      if (signal?.aborted === true) return abort();
      signal?.addEventListener('abort', abort);
      this.#waiting.add(waiting);
      this.send(message, payload);
    });
  }

  /** Calls back for each message of that name; the result ends that. */
  on<Name extends keyof Server>(message: Name, callback: (payload: Server[Name]) => void): () => void {
    const callbacks = this.#listeners.get(message) ?? new Set();
    this.#listeners.set(message, callbacks.add(callback));
    return () => void callbacks.delete(callback);
  }

  /** Calls back for each message, whatever it is. */
  onAny(callback: (received: ReceivedOf<Server>) => void): () => void {
    this.#everything.add(callback);
    return () => void this.#everything.delete(callback);
  }

  /** Calls back for each frame that is no message of the document. */
  onUnknown(callback: (data: unknown) => void): () => void {
    this.#strangers.add(callback);
    return () => void this.#strangers.delete(callback);
  }

  /** The messages of that name, from now on: \`for await (const tick of client.stream('tick'))\`. Ends with the client. */
  async *stream<Name extends keyof Server>(message: Name): AsyncGenerator<Server[Name], void, undefined> {
    const queue: Server[Name][] = [];
    let wake = (): void => undefined;
    let ended = this.#closed;
    const off = this.on(message, (payload) => {
      queue.push(payload);
      wake();
    });
    const end = (): void => {
      ended = true;
      wake();
    };
    this.#ends.add(end);
    try {
      for (;;) {
        yield* queue.splice(0);
        if (queue.length > 0) continue;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      off();
      this.#ends.delete(end);
    }
  }

  /** Ends the connection, and does not make it again. */
  close(code = 1000, reason = ''): void {
    this.#closed = true;
    this.socket.close(code, reason);
    this.#fail(new Error('The connection was closed before the reply came.'));
    this.#end();
  }

  #receive(data: unknown): void {
    const [message, payload] = recognise(this.#table, data);
    if (message === undefined) {
      for (const callback of [...this.#strangers]) callback(data);
      return;
    }
    for (const waiting of this.#waiting) {
      if (!waiting.fits(message, payload)) continue;
      waiting.resolve(payload);
      break;
    }
    for (const callback of [...(this.#listeners.get(message) ?? [])]) callback(payload as never);
    for (const callback of [...this.#everything]) callback({ message, payload } as ReceivedOf<Server>);
  }

  #fail(error: Error): void {
    for (const waiting of [...this.#waiting]) waiting.reject(error);
  }

  #end(): void {
    for (const end of [...this.#ends]) end();
  }
}

function recognise({ server, texts, binary }: EndpointTable, data: unknown): [message: string | undefined, payload: unknown] {
  if (typeof data !== 'string') return [binary, data instanceof ArrayBuffer ? new Uint8Array(data) : data];
  let payload: unknown;
  try {
    payload = JSON.parse(data);
  } catch {
    return [textMessage(texts, data), data];
  }
  for (const [message, constants, required] of server) {
    const fits =
      required.every((place) => at(payload, place) !== undefined) &&
      Object.entries(constants).every(([place, values]) => {
        const value = at(payload, place);
        return value === undefined || values.includes(value);
      });
    if (fits) return [message, payload];
  }
  return [textMessage(texts, data), data];
}

function textMessage(texts: EndpointTable['texts'], data: string): string | undefined {
  return texts.find(([, pattern]) => pattern === undefined || pattern.test(data))?.[0];
}

/** What stands at a JSON Pointer (RFC 6901). */
function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** A request that does not say it cannot have it repeated. */
function isSame(replied: unknown, asked: unknown): boolean {
  return asked === undefined || replied === asked || JSON.stringify(replied) === JSON.stringify(asked);
}

async function valueOf(credential: Credential | undefined): Promise<string | undefined> {
  return typeof credential === 'function' ? credential() : credential;
}

/** A credential as a subprotocol; in base64url where its prefix says so. */
async function offer(credential: Credential | undefined, prefix: string): Promise<string | undefined> {
  const value = await valueOf(credential);
  if (value === undefined) return undefined;
  if (!prefix.includes('base64url')) return prefix + value;
  const bytes = String.fromCharCode(...new TextEncoder().encode(value));
  return prefix + btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function urlOf(base: string, address: string, query: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(base.replace(/\\/$/, '') + address);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
`;
