import type { MessageId } from '../contract/message.ts';
import { bindingsOf } from './replies.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import { startOwnStreams } from './streams.ts';
import type { World } from './world.ts';

/**
 * The server speaks first: the greeting, in its order, then the streams that nobody has to ask for. Of the greeting,
 * not what the client was `greeted` with already.
 */
export function greet(world: World, session: Session, greeted: readonly MessageId[] = []): void {
  const { endpoint } = session;
  for (const message of endpoint.greeting?.value ?? []) {
    if (greeted.includes(message)) continue;
    send(world, session, { message, cause: 'greeting', bindings: bindingsOf(endpoint, message) });
  }
  startOwnStreams(world, session);
}
