import type { Keepalive } from '../contract/endpoint.ts';
import { bindingsOf } from './replies.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import { later } from './tasks.ts';
import type { World } from './world.ts';

/** Watches for silence: after `idle` ms of it the server speaks, again and again; after `close` ms it ends the connection. */
export function startKeepalive(world: World, session: Session, keepalive: Keepalive): void {
  const { idle, ping, close, code = 1000 } = keepalive;
  const message = keepalive.send;
  if (message !== undefined || ping === true) {
    watch(world, session, idle, () => {
      if (ping === true) world.effects.push({ type: 'ping', connection: session.connection });
      if (message !== undefined)
        send(world, session, {
          message,
          cause: 'keepalive',
          bindings: bindingsOf(session.endpoint, message),
        });
    });
  }
  if (close !== undefined) {
    watch(world, session, close, () => {
      world.effects.push({ type: 'close', connection: session.connection, code, reason: 'idle' });
    });
  }
}

/** Calls back whenever the client was silent for `ms`, counted from its last frame or from the last call. */
function watch(world: World, session: Session, ms: number, whenSilent: () => void): void {
  let since = session.heardAt;
  const look = (): void => {
    since = Math.max(since, session.heardAt);
    if (world.at - since >= ms) {
      whenSilent();
      since = world.at;
    }
    later(world, session, since + ms - world.at, look);
  };
  later(world, session, ms, look);
}
