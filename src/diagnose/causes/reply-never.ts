import { type Cause, defineCause } from '../cause.ts';
import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { cameInstead } from '../reply-facts.ts';

function attempts({ evidence }: Facts): number {
  return entriesOf(evidence, 'talk').filter(({ aim }) => aim.topic === 'hello').length;
}

export const replyNever: Cause = defineCause({
  id: 'REPLY-NEVER',
  title: 'Something is answered, but not what the document says',
  explain:
    'The server reads and answers, and the reply that the client waits for does not come: another name of the type, an error, or a reply on another channel.',
  likelihood(facts) {
    const there = cameInstead(facts);
    // Once may be an event that came first; the second time is waited for the reply itself.
    if (there === undefined || facts.refused || attempts(facts) < 2) return undefined;
    return {
      sure: 'likely',
      why: `After ${there.id} comes ${there.came}, and no ${there.wanted}.`,
      by: ['baseline', there.id],
      tell: 'countersign verify holds each message to the document: countersign verify <document> --target <url>.',
    };
  },
  advice: (facts) => ({
    sentence: `The server answers, but not with the ${cameInstead(facts)?.wanted ?? 'reply'} that the client waits for: ${cameInstead(facts)?.came ?? ''}`,
    fix: [
      'Compare the names: the member that tells messages apart (type, event, action), letter by letter.',
      'Is it an error that the client does not know? Let it show what it does not understand.',
    ],
  }),
});
