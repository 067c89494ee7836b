import type { Endpoint } from '../contract/endpoint.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import type { CheckCase, CheckContext } from './check.ts';
import { type CaseHead, isUnready, runnable, unready } from './endpoint-case.ts';
import { judgeRefusal, knock, refusalPatience } from './refusal.ts';

const WORDS = {
  header: { what: 'header', binding: 'headers', shown: (name: string) => `the header ${name}` },
  query: { what: 'query parameter', binding: 'query', shown: (name: string) => `?${name}=` },
} as const;

/** A handshake that is good but for one field, which the binding calls required: it must be refused. */
export function missingField(
  context: CheckContext,
  endpoint: Endpoint,
  place: keyof typeof WORDS,
  { name, at }: HandshakeField,
): CheckCase {
  const { what, binding, shown } = WORDS[place];
  const head: CaseHead = {
    name: `${endpoint.id}/${name}`,
    title: `${endpoint.address} without ${shown(name)} is refused`,
    basis: 'document',
    endpoint: endpoint.id,
    at,
    covers: [`${endpoint.id}:${place}.${name}`],
  };
  const without = place === 'header' ? { withoutHeader: name } : { withoutQuery: name };
  const opening = context.opening(endpoint.id, undefined, without);
  if (isUnready(opening)) return unready(head, opening);
  return runnable(
    head,
    knock(opening, endpoint.id, context.timing, refusalPatience(context.timing)),
    (transcript) =>
      judgeRefusal(transcript.connections.a, {
        what: `A handshake without the required ${what} "${name}"`,
        forms: endpoint.handshake.refuse.query,
        rule: `ws binding: ${binding}.required has "${name}"`,
      }),
  );
}
