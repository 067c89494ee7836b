import { expect, test } from 'vitest';
import { createBacklog, type SlowPeer } from './backlog.ts';

interface Peer extends SlowPeer {
  readonly name: string;
  port: { buffered: number };
}

function backlogOf(...names: readonly string[]) {
  const peers = new Map(
    names.map((name): [string, Peer] => [name, { name, waiting: 0, port: { buffered: 0 } }]),
  );
  const gone: string[] = [];
  const backlog = createBacklog<Peer>(
    () => peers.values(),
    ({ name }) => {
      gone.push(name);
      peers.delete(name);
    },
    100,
  );
  const wait = (name: string, bytes: number): void => {
    const peer = peers.get(name);
    if (peer === undefined) throw new Error(`${name} is gone.`);
    peer.port.buffered = bytes;
    backlog.note(peer, bytes);
  };
  return { peers, gone, backlog, wait };
}

test('many slow peers may leave as much unread as one', () => {
  const { gone, wait } = backlogOf('a', 'b', 'c');
  wait('a', 40);
  wait('b', 30);
  wait('c', 30);
  expect(gone).toEqual([]);
});

test('with one byte more, the one that leaves most unread is cut off, and only that one', () => {
  const { gone, wait } = backlogOf('a', 'b', 'c');
  wait('a', 30);
  wait('b', 41);
  wait('c', 30);
  expect(gone).toEqual(['b']);
  wait('c', 70);
  expect(gone).toEqual(['b']);
});

test('as many go as it takes', () => {
  const { gone, wait, peers } = backlogOf('a', 'b', 'c');
  const [a, b] = [peers.get('a'), peers.get('b')];
  if (a !== undefined) a.port.buffered = 150;
  if (b !== undefined) b.port.buffered = 120;
  wait('c', 101);
  expect(gone).toEqual(['a', 'b', 'c']);
});

test('nobody is cut off for what others have read by now', () => {
  const { gone, wait, peers } = backlogOf('a', 'b');
  wait('a', 90);
  const a = peers.get('a');
  if (a !== undefined) a.port.buffered = 0;
  wait('b', 90);
  expect(gone).toEqual([]);
  wait('a', 10);
  wait('b', 91);
  expect(gone).toEqual(['b']);
});

test('what waited for a connection that ended counts no more', () => {
  const { gone, wait, peers, backlog } = backlogOf('a', 'b');
  wait('a', 90);
  const a = peers.get('a');
  peers.delete('a');
  if (a !== undefined) backlog.forget(a);
  wait('b', 100);
  expect(gone).toEqual([]);
});
