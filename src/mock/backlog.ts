/** Most bytes that may wait for all peers together. */
export const TOTAL_LIMIT: number = 256 * 1024 * 1024;

/** A peer, as far as it makes the mock wait. */
export interface SlowPeer {
  readonly port: { readonly buffered: number };
  /** What waited for it when something was sent to it last, bytes. */
  waiting: number;
}

/** What waits for peers that do not read. */
export interface Backlog<P extends SlowPeer> {
  /** Before something is sent to it. `buffered`: what waits for it by now. */
  note(peer: P, buffered: number): void;
  forget(peer: P): void;
}

/**
 * Each peer has a limit of its own, but many slow ones are too much together: then the one for which most waits is
 * cut off, and the next, until the rest is within `limit`.
 * @param cutOff ends the connection at once
 */
export function createBacklog<P extends SlowPeer>(
  peers: () => Iterable<P>,
  cutOff: (peer: P) => void,
  limit: number = TOTAL_LIMIT,
): Backlog<P> {
  /** Too high where peers have read since: it is counted anew before anybody is cut off. */
  let estimate = 0;

  function relieve(): void {
    estimate = 0;
    const slow: P[] = [];
    for (const peer of peers()) {
      peer.waiting = peer.port.buffered;
      estimate += peer.waiting;
      if (peer.waiting > 0) slow.push(peer);
    }
    slow.sort((a, b) => b.waiting - a.waiting);
    for (const peer of slow) {
      if (estimate <= limit) return;
      estimate -= peer.waiting;
      peer.waiting = 0;
      cutOff(peer);
    }
  }

  return {
    note(peer, buffered) {
      estimate += buffered - peer.waiting;
      peer.waiting = buffered;
      if (estimate > limit) relieve();
    },
    forget(peer) {
      estimate -= peer.waiting;
      peer.waiting = 0;
    },
  };
}
