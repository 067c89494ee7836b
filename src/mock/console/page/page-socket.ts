import { type Signal, signal } from '@preact/signals';
import { entries } from './state.ts';

/** This page's own WebSocket: one at a time, as any client of the API. */
export const socketState: Signal<'none' | 'opening' | 'open'> = signal('none');
/** What the socket said last: that it was refused, closed, or what it speaks. */
export const socketSaid: Signal<{ readonly text: string; readonly isBad: boolean } | undefined> =
  signal(undefined);

let socket: WebSocket | undefined;
/** Where the journal stood when the handshake went out. */
let before = 0;

/** @param protocols comma-separated, as the header has them; may be empty */
export function connect(url: string, protocols: string): void {
  disconnect();
  const offered = protocols.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  before = entries.shown.at(-1)?.id ?? 0;
  try {
    socket = new WebSocket(url, offered);
  } catch (error) {
    socketSaid.value = { text: error instanceof Error ? error.message : String(error), isBad: true };
    return;
  }
  const mine = socket;
  socketState.value = 'opening';
  socketSaid.value = undefined;
  mine.binaryType = 'arraybuffer';
  mine.addEventListener('open', () => {
    socketState.value = 'open';
    const spoken = mine.protocol === '' ? '' : `, speaking ${mine.protocol}`;
    socketSaid.value = { text: `Connected${spoken}.`, isBad: false };
  });
  mine.addEventListener('close', ({ code, reason }) => {
    if (socket !== mine) return;
    const wasOpen = socketState.value === 'open';
    socketState.value = 'none';
    socket = undefined;
    const why = reason === '' ? '' : `: ${reason}`;
    if (wasOpen) socketSaid.value = { text: `Closed with ${code}${why}.`, isBad: code !== 1000 };
    // The browser tells a page nothing about a refusal; the mock's journal does.
    else setTimeout(() => tellRefusal(url, code), 150);
  });
}

function tellRefusal(url: string, code: number): void {
  const { pathname } = new URL(url);
  const refusal = entries.shown
    .filter((entry) => entry.type === 'handshake' && entry.id > before && entry.outcome !== 'accepted')
    .find((entry) => entry.type === 'handshake' && entry.target.split('?')[0] === pathname);
  const why = refusal?.type === 'handshake' ? `${refusal.reason ?? ''} ${refusal.remedy ?? ''}`.trim() : '';
  socketSaid.value = {
    text: why === '' ? `The handshake failed (${code}).` : `The handshake was refused. ${why}`,
    isBad: true,
  };
}

export function disconnect(): void {
  const ended = socket;
  socket = undefined;
  socketState.value = 'none';
  ended?.close(1000);
}

/** `false`: there is no open connection. */
export function sendText(data: string): boolean {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(data);
  return true;
}

/** `false`: there is no open connection, or it is no base64. */
export function sendBytes(base64: string): boolean {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  try {
    socket.send(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
    return true;
  } catch {
    return false;
  }
}
