import { readPointer } from '../../contract/json-pointer.ts';
import { jsonOf } from '../../contract/parse-json.ts';
import { messageOf } from '../../contract/queries.ts';
import { describePlaces } from '../../rules/describe-places.ts';
import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { helloOf } from '../knowledge.ts';
import { SAID } from '../openings.ts';
import { dataFrames } from '../reception.ts';

/** Do the constants of that message (`type`, `event`) allow that frame to be it? What nothing tells apart may be anything. */
function mayBe({ subject: { contract } }: Facts, text: string, id: string): boolean {
  const schema = contract === undefined ? undefined : messageOf(contract, id).payload;
  const payload = jsonOf(text);
  if (contract === undefined || schema === undefined) return true;
  if (payload === undefined) return false;
  return [...describePlaces(contract, schema).constants].every(([pointer, values]) => {
    const value = readPointer(payload, pointer);
    return (
      value === undefined ||
      (typeof value !== 'object' && values.has(value)) ||
      (value === null && values.has(null))
    );
  });
}

/** What came instead of the reply; `undefined` where nothing was asked, nothing came, or the reply did. */
function instead(
  facts: Facts,
): { readonly id: string; readonly wanted: string; readonly came: string } | undefined {
  const hello = helloOf(facts.subject);
  const entry = entriesOf(facts.evidence, 'talk').find(({ aim }) => aim.topic === 'hello');
  const reception = receptionIn(entry);
  if (hello === undefined || entry === undefined || reception?.kind !== 'open') return undefined;
  const came = dataFrames(reception).filter(({ step }) => step >= SAID);
  const [first] = came;
  if (first === undefined || came.some(({ data }) => hello.reply.some((id) => mayBe(facts, data, id))))
    return undefined;
  return {
    id: entry.probe.id,
    wanted: hello.reply.join(' or '),
    came: first.data.replace(/\s+/g, ' ').slice(0, 100),
  };
}

export const replyNever: Cause = defineCause({
  id: 'REPLY-NEVER',
  title: 'Something is answered, but not what the document says',
  explain:
    'The server reads and answers, and the reply that the client waits for does not come: another name of the type, an error, or a reply on another channel.',
  likelihood(facts) {
    const there = instead(facts);
    if (there === undefined || facts.refused) return undefined;
    return {
      sure: 'likely',
      why: `After ${there.id} comes ${there.came}, and no ${there.wanted}.`,
      by: ['baseline', there.id],
      tell: 'countersign verify holds each message to the document: countersign verify <document> --target <url>.',
    };
  },
  advice: (facts) => ({
    sentence: `The server answers, but not with the ${instead(facts)?.wanted ?? 'reply'} that the client waits for: ${instead(facts)?.came ?? ''}`,
    fix: [
      'Compare the names: the member that tells messages apart (type, event, action), letter by letter.',
      'Is it an error that the client does not know? Let it show what it does not understand.',
    ],
  }),
});
