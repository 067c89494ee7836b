import type { PageData } from './frames.ts';

/** WHATWG WebSockets, as far as a page's code needs it and Node 20 has no type for it. */
export interface PageWebSocket {
  readonly url: string;
  readonly readyState: number;
  readonly protocol: string;
  binaryType: string;
  send(data: PageData): void;
  close(code?: number, reason?: string): void;
  addEventListener<Type extends keyof PageEvents>(
    type: Type,
    listener: (event: PageEvents[Type]) => void,
  ): void;
  removeEventListener<Type extends keyof PageEvents>(
    type: Type,
    listener: (event: PageEvents[Type]) => void,
  ): void;
}

export interface PageEvents {
  open: object;
  error: object;
  message: { readonly data: unknown };
  close: { readonly code: number; readonly reason: string; readonly wasClean: boolean };
}

export type PageWebSocketClass = new (url: string | URL, protocols?: string | string[]) => PageWebSocket;
