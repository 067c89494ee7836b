/**
 * What part of a run a check belongs to; a run chooses by it.
 *
 * - `handshake`: who gets in, and who does not; the HTTP companions.
 * - `examples`: each message of the document, as its examples.
 * - `scenarios`: each conversation.
 * - `malformed`: one frame per endpoint that is no message.
 * - `capacity`: as many connections as may be open, and one more.
 * - `bad-input`: what else a broken or hostile client sends.
 * - `boundaries`: sizes, numbers and spellings at the edge of what is promised.
 * - `fuzz`: payloads that are made up out of the schemas and a seed.
 * - `slow`: clients that connect, write and read slowly.
 * - `protocol`: RFC 6455 and RFC 7692, bit by bit.
 */
export type Phase =
  | 'handshake'
  | 'examples'
  | 'scenarios'
  | 'malformed'
  | 'capacity'
  | 'bad-input'
  | 'slow'
  | 'boundaries'
  | 'fuzz'
  | 'protocol';

/** In the order in which a run goes through them. */
export const PHASES: readonly Phase[] = [
  'handshake',
  'examples',
  'scenarios',
  'malformed',
  'capacity',
  'boundaries',
  'fuzz',
  'bad-input',
  'slow',
  'protocol',
];

const QUICK: readonly Phase[] = ['handshake', 'examples', 'scenarios', 'malformed', 'capacity'];

/** The phases of each profile (DESIGN §5). `safe` leaves out of them what sends invalid frames (`Check.sendsInvalid`). */
export const PROFILE_PHASES: Readonly<Record<'default' | 'deep' | 'safe' | 'protocol', readonly Phase[]>> = {
  default: QUICK,
  safe: QUICK,
  protocol: [...QUICK, 'protocol'],
  deep: PHASES,
};
