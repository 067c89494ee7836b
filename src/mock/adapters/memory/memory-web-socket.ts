import { closeEvent } from '../page/events.ts';
import type { PageData } from '../page/frames.ts';
import type { PageConnection, PageSocket } from '../page/page-connection.ts';
import type { PageReception } from '../page/page-core.ts';
import type { PageWebSocketClass } from '../page/web-socket.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** A class of WebSockets that all lead to one mock. What one end does, the other sees in the next microtask. */
export function memoryWebSocket(
  handshake: (url: URL, protocols: readonly string[]) => PageReception,
): PageWebSocketClass {
  return class MemoryWebSocket extends EventTarget {
    static readonly CONNECTING: number = CONNECTING;
    static readonly OPEN: number = OPEN;
    static readonly CLOSING: number = CLOSING;
    static readonly CLOSED: number = CLOSED;
    readonly url: string;
    readyState: number = CONNECTING;
    protocol = '';
    binaryType = 'blob';
    readonly extensions = '';
    readonly bufferedAmount = 0;
    readonly #origin: string;
    #connection: PageConnection | undefined;
    readonly #handlers = new Map<string, EventListener>();

    constructor(url: string | URL, protocols: string | readonly string[] = []) {
      super();
      const parsed = new URL(url);
      parsed.protocol = parsed.protocol.replace(/^http/, 'ws');
      this.url = parsed.href;
      this.#origin = parsed.origin;
      queueMicrotask(() => this.#begin(parsed, [protocols].flat()));
    }

    #begin(url: URL, protocols: readonly string[]): void {
      if (this.readyState !== CONNECTING) return;
      const reception = handshake(url, protocols);
      if (reception.kind === 'hang') return;
      if (reception.kind === 'refuse') {
        this.dispatchEvent(new Event('error'));
        this.#end(1006, '', false);
        return;
      }
      this.protocol = reception.subprotocol;
      this.readyState = OPEN;
      this.dispatchEvent(new Event('open'));
      this.#connection = reception.open(this.#server());
    }

    /** The server's hand on it. */
    #server(): PageSocket {
      const socket = this;
      return {
        get binaryType() {
          return socket.binaryType;
        },
        get isOpen() {
          return socket.readyState === OPEN;
        },
        send: (data) => queueMicrotask(() => this.#receive(data)),
        close: (code, reason) => queueMicrotask(() => this.#end(code, reason, true)),
        drop: () => queueMicrotask(() => this.#end(1006, '', false)),
      };
    }

    #receive(data: string | ArrayBuffer | Blob): void {
      if (this.readyState === OPEN)
        this.dispatchEvent(new MessageEvent('message', { data, origin: this.#origin }));
    }

    #end(code: number, reason: string, wasClean: boolean): void {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      this.#connection?.closed(code, reason);
      this.dispatchEvent(closeEvent(code, reason, wasClean));
    }

    send(data: PageData): void {
      if (this.readyState === CONNECTING)
        throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
      if (this.readyState === OPEN) queueMicrotask(() => this.#connection?.message(data));
    }

    close(code?: number, reason = ''): void {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999))
        throw new DOMException(`The close code ${code} is not a page's to send.`, 'InvalidAccessError');
      if (this.readyState >= CLOSING) return;
      const isOpen = this.readyState === OPEN;
      this.readyState = CLOSING;
      queueMicrotask(() => {
        if (isOpen) this.#end(code ?? 1005, reason, true);
        else {
          this.dispatchEvent(new Event('error'));
          this.#end(1006, '', false);
        }
      });
    }

    set onopen(listener: EventListener | null) {
      this.#handle('open', listener);
    }
    set onmessage(listener: EventListener | null) {
      this.#handle('message', listener);
    }
    set onerror(listener: EventListener | null) {
      this.#handle('error', listener);
    }
    set onclose(listener: EventListener | null) {
      this.#handle('close', listener);
    }

    #handle(type: string, listener: EventListener | null): void {
      const before = this.#handlers.get(type);
      if (before !== undefined) this.removeEventListener(type, before);
      this.#handlers.delete(type);
      if (listener === null) return;
      this.#handlers.set(type, listener);
      this.addEventListener(type, listener);
    }
  } as unknown as PageWebSocketClass;
}

type EventListener = (event: Event) => void;
