import { type ClientOptions, WebSocket } from 'ws';

/** A WebSocket client that knows nothing of Countersign: the oracle of the fixtures' own tests. */
export interface PlainClient {
  /** The subprotocol that the server selected; empty: none. */
  readonly subprotocol: string;
  /** The next data frame, as parsed JSON. Rejects when the connection ends first, or after `within` ms. */
  next(within?: number): Promise<unknown>;
  /** Sends JSON; a string or bytes go out as they are. */
  send(data: object | string | Uint8Array): void;
  /** Resolves with the close code, 1006 where there was no Close frame. */
  readonly closed: Promise<number>;
  /** Closes the connection and resolves when it is gone. */
  end(): Promise<void>;
}

export type Dialled =
  | { readonly status: 101; readonly client: PlainClient }
  | { readonly status: number; readonly client?: undefined };

/** Opens a connection; a refused one resolves with its HTTP status. Rejects when there is no HTTP answer. */
export function dial(
  url: string,
  options: ClientOptions = {},
  subprotocols: readonly string[] = [],
): Promise<Dialled> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, [...subprotocols], { handshakeTimeout: 20_000, ...options });
    const client = plainClient(socket);
    socket.once('open', () => resolve({ status: 101, client }));
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    socket.once('error', reject);
  });
}

/** Opens a connection that is expected to be accepted. */
export async function connect(url: string, options: ClientOptions = {}): Promise<PlainClient> {
  const dialled = await dial(url, options);
  if (dialled.client === undefined) throw new Error(`${url} answered ${dialled.status}.`);
  return dialled.client;
}

function plainClient(socket: WebSocket): PlainClient {
  const frames: string[] = [];
  const waiting: ((frame: string) => void)[] = [];
  // Listening from the start: a greeting may come in the same packet as the handshake's answer.
  socket.on('message', (data: Buffer) => {
    const take = waiting.shift();
    if (take === undefined) frames.push(data.toString('utf8'));
    else take(data.toString('utf8'));
  });
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => resolve(code));
  });
  return {
    get subprotocol() {
      return socket.protocol;
    },
    closed,
    async next(within = 20_000) {
      const queued = frames.shift();
      if (queued !== undefined) return JSON.parse(queued);
      return JSON.parse(
        await new Promise<string>((resolve, reject) => {
          const timer = setTimeout(() => give(new Error(`No frame within ${within} ms.`)), within);
          const take = (frame: string): void => {
            clearTimeout(timer);
            resolve(frame);
          };
          const give = (error: Error): void => {
            clearTimeout(timer);
            const index = waiting.indexOf(take);
            if (index >= 0) waiting.splice(index, 1);
            reject(error);
          };
          waiting.push(take);
          void closed.then((code) => give(new Error(`Closed with ${code}.`)));
        }),
      );
    },
    send(data) {
      socket.send(typeof data === 'string' || data instanceof Uint8Array ? data : JSON.stringify(data));
    },
    async end() {
      // Not `terminate`: uvicorn with wsproto never tells an application that TCP has ended without a Close frame.
      socket.close(1000);
      await closed;
    },
  };
}
