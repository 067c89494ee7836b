import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { type ReceivedMessage, receivedIn } from './received.ts';

/** The endpoints that a push of that message goes to. Throws `mock.unknown-message`. */
export function receivers(
  contract: Contract,
  message: MessageId,
  only: string | undefined,
): readonly string[] {
  const having = contract.endpoints
    .filter(({ messages }) => messages.server.includes(message))
    .map(({ id }) => id);
  if (only === undefined) return having;
  if (having.includes(only)) return [only];
  throw new CountersignError(
    'mock.unknown-message',
    `The endpoint "${only}" has no message "${message}" that a server sends.${didYouMean(only, having)}`,
    { fix: `Name one of the endpoints ${having.join(', ')}.` },
  );
}

/** The first such message, whether it came already or is still to come. Rejects after `within` ms. */
export function waitFor(
  journal: Journal,
  message: MessageId,
  partial: Json | undefined,
  within: number,
): Promise<ReceivedMessage> {
  for (const entry of journal.entries()) {
    const received = receivedIn(entry, message, partial);
    if (received !== undefined) return Promise.resolve(received);
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unlisten();
      reject(new Error(missed(journal, message, partial, within)));
    }, within);
    const unlisten = journal.listen((entry: JournalEntry) => {
      const received = receivedIn(entry, message, partial);
      if (received === undefined) return;
      clearTimeout(timer);
      unlisten();
      resolve(received);
    });
  });
}

/** What came instead: most often the message did come, and only differs. */
function missed(journal: Journal, message: MessageId, partial: Json | undefined, within: number): string {
  const came = journal.entries().flatMap((entry) => receivedIn(entry) ?? []);
  const wanted = partial === undefined ? `"${message}"` : `"${message}" with ${JSON.stringify(partial)}`;
  const last = came
    .slice(-5)
    .map((one) => `  ${one.message ?? 'unknown'} ${JSON.stringify(one.payload).slice(0, 200)}`);
  const instead = came.length === 0 ? 'Nothing was received.' : `Received:\n${last.join('\n')}`;
  return `No client sent ${wanted} within ${within} ms. ${instead}`;
}
