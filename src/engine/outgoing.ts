import type { Binding } from '../contract/binding.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Session } from './session.ts';

/** A message on its way out, before faults and serialisation. */
export interface Outgoing {
  readonly session: Session;
  readonly message: MessageId;
  readonly payload: Json;
  /** Why it is sent. */
  readonly cause:
    | 'greeting'
    | 'reply'
    | 'otherwise'
    | 'invalid'
    | 'push'
    | 'keepalive'
    | 'manual'
    | 'handler';
  readonly bindings: readonly Binding[];
  readonly request: Json | undefined;
  /** The fault that changed or added it. */
  readonly fault?: string;
}
