import type { Party } from '../contract/party.ts';

/** What a party does with a message that it sends. */
const SENDS =
  '(sends?|messages|publishes|emits|pushes|requests?|asks|submits|broadcasts|notifies|informs|tells)';

/** "Messages that the client sends", "Pushed to all connected clients": which side sends, by the words of a summary. */
export function senderByText(summary: string): Party | undefined {
  const text = summary.toLowerCase();
  const client = votesFor('client', 'server', text);
  const server = votesFor('server', 'client', text);
  return client === server ? undefined : client > server ? 'client' : 'server';
}

function votesFor(party: Party, other: Party, text: string): number {
  const says =
    new RegExp(`\\b(${party}s?|from (the |a )?${party}s?) (can |may |will |must )?${SENDS}\\b`).test(text) ||
    new RegExp(`\\b(sent|emitted|pushed) by (the |a )?${party}s?\\b|\\bfrom (the |a )?${party}s?\\b`).test(
      text,
    );
  const opposite = new RegExp(
    `\\b${other}s? (can |may |will |must )?(receives?|gets?)\\b|\\bto (the |a |all )?(connected )?${other}s?\\b`,
  ).test(text);
  return (says ? 1 : 0) + (opposite ? 1 : 0);
}
