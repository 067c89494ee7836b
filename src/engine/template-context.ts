import type { TextPattern } from '../contract/binding.ts';
import type { Json } from '../contract/json.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { Random } from './random.ts';

/** What the expressions of a template can see. */
export interface TemplateContext {
  /** The payload of the message that is answered. */
  readonly request: Json | undefined;
  /** What finds the parts of a request that is a text. */
  readonly texts?: readonly TextPattern[] | undefined;
  /** What the server answered to it. Only a stream knows. */
  readonly replies?: readonly Json[] | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** The opening handshake of the connection, where it is known. */
  readonly handshake?: HandshakeAttempt | undefined;
  /** ms since the epoch. */
  readonly now: number;
  readonly random: Random;
  /** What `put(name)` kept for this connection, and later templates of it read by that name. */
  readonly memory: { variables?: Map<string, Json> };
}
