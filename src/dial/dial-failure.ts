import type { Stage } from './connect-socket.ts';

/** Why no answer was got. */
export interface DialFailure {
  readonly stage: Stage;
  /** Node's error code, or `TIMEOUT`, `CLOSED`, `RESET`, `NOT_HTTP`. */
  readonly code: string;
  readonly message: string;
}

/** What an error of a socket means at that stage. */
export function failureOf(error: Error, stage: Stage): DialFailure {
  const code = codeOf(error);
  if (stage === 'answer' && (code === 'ECONNRESET' || code === 'EPIPE'))
    return { stage, code: 'RESET', message: 'The connection was reset before an answer came.' };
  return { stage, code, message: messageOf(error) };
}

const WAITED_FOR: Readonly<Record<Stage, string>> = {
  dns: 'The name was not resolved',
  tcp: 'No TCP connection was made',
  tls: 'The TLS handshake was not completed',
  answer: 'No answer came',
};

/** The failure of a wait that took too long. */
export function timeoutAt(stage: Stage, within: number): DialFailure {
  return { stage, code: 'TIMEOUT', message: `${WAITED_FOR[stage]} within ${Math.round(within)} ms.` };
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : error.name;
}

/** Node gives the error of several tried addresses an empty message. */
function messageOf(error: Error): string {
  if (error instanceof AggregateError) {
    const messages = error.errors.map((each: unknown) =>
      each instanceof Error ? each.message : String(each),
    );
    return messages.join('; ');
  }
  return error.message;
}
