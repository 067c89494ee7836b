import type { Tab } from '../blocks.ts';
import type { Start } from './start.ts';
import { browserNotes, heardValue, sentValue, socketCall } from './words.ts';

/** WHATWG WebSockets. */
export function browserTab(start: Start): Tab {
  const sent = sentValue(start, '  ');
  const text = [
    `const socket = ${socketCall(start.opening)};`,
    '',
    ...(sent === undefined
      ? ["socket.addEventListener('open', () => console.log('connected'));"]
      : ["socket.addEventListener('open', () => {", `  socket.send(${sent});`, '});']),
    "socket.addEventListener('message', ({ data }) => {",
    `  console.log('received', ${heardValue(start)});`,
    '});',
    "socket.addEventListener('close', ({ code, reason }) => {",
    '  // 1006: the handshake was refused, or the connection broke. A page is never told why.',
    "  console.log('closed', code, reason);",
    '});',
  ].join('\n');
  return { label: 'Browser', code: { kind: 'code', language: 'js', text }, notes: browserNotes(start) };
}
