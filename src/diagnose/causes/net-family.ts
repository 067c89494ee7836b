import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { formatAddress, formatPlace } from '../subject.ts';
import { address, sayReception } from '../words.ts';

/** The same port, open on another address of this machine. */
function found({
  evidence,
}: Facts):
  | { readonly at: string; readonly url: string; readonly got: string; readonly id: string }
  | undefined {
  for (const entry of entriesOf(evidence, 'neighbour')) {
    const reception = receptionIn(entry);
    if (!entry.aim.sameHost || reception === undefined || reception.kind === 'unreached') continue;
    return {
      at: formatAddress(entry.aim.place),
      url: formatPlace(entry.aim.place),
      got: sayReception(reception),
      id: entry.probe.id,
    };
  }
  return undefined;
}

export const netFamily: Cause = defineCause({
  id: 'NET-FAMILY',
  title: 'The server listens on another address',
  explain:
    'One machine has several addresses (127.0.0.1, ::1, that of each network). A server that is bound to one of them cannot be reached at the others.',
  likelihood(facts) {
    const { base } = facts;
    if (base?.kind !== 'unreached' || base.stage !== 'tcp') return undefined;
    const there = found(facts);
    if (there === undefined) return undefined;
    return {
      sure: 'proven',
      why: `${address(facts.subject)} refuses the connection, and the same port at ${there.at} answers (${there.got}).`,
      by: ['baseline', 'listeners', there.id],
    };
  },
  advice(facts) {
    const there = found(facts);
    return {
      sentence: `A server does listen on this port, but on ${there?.at} only; at ${address(facts.subject)} nobody does.`,
      fix: [
        `Use ${there?.url}${facts.subject.path} in the client,`,
        `or bind the server to the address that the client uses: uvicorn … --host ${facts.subject.place.host === 'localhost' ? '127.0.0.1' : facts.subject.place.host} (0.0.0.0 for all of IPv4, :: for IPv6).`,
        'In a container, bind to 0.0.0.0: a published port does not reach 127.0.0.1 of the container.',
      ],
    };
  },
});
