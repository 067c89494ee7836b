import type { CloseEntry, FrameEntry, HandshakeEntry } from '../../src/mock/journal.ts';

export const peer = { host: '127.0.0.1', port: 50_000 };

export function frame(id: number, change: Partial<FrameEntry> = {}): FrameEntry {
  const data = change.data ?? '{"type":"say"}';
  return {
    type: 'frame',
    id,
    at: id,
    from: 'client',
    connection: 1,
    endpoint: 'chat',
    message: 'say',
    kind: 'text',
    data,
    length: data.length,
    ...change,
  };
}

export function handshake(id: number, change: Partial<HandshakeEntry> = {}): HandshakeEntry {
  return {
    type: 'handshake',
    id,
    at: id,
    outcome: 'accepted',
    peer,
    target: '/chat',
    endpoint: 'chat',
    connection: 1,
    ...change,
  };
}

export function close(id: number, change: Partial<CloseEntry> = {}): CloseEntry {
  return {
    type: 'close',
    id,
    at: id,
    connection: 1,
    endpoint: 'chat',
    by: 'client',
    code: 1000,
    reason: '',
    ...change,
  };
}
