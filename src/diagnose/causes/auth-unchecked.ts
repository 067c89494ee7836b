import { type Cause, defineCause } from '../cause.ts';
import { carrierOf } from '../credential-facts.ts';
import { type Entry, entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { readCredential } from '../fixes/read-credential.ts';
import { passes } from '../reception.ts';
import { signatureOf } from '../signature.ts';

/** Accepted as the real one is, and still open: one that is told "unauthorized" on the open connection is not meant. */
function isTaken({ base, subject }: Facts, entry: Entry): boolean {
  const reception = receptionIn(entry);
  if (base === undefined || reception?.kind !== 'open' || !passes(reception)) return false;
  return signatureOf(reception, subject.path) === signatureOf(base, subject.path);
}

/** What was accepted though it shows no credential, or one that nobody issued. */
function taken(facts: Facts): { readonly id: string; readonly made: boolean } | undefined {
  const entry = entriesOf(facts.evidence, 'variation').find(
    (each) =>
      (each.aim.change.credential === 'garbage' || each.aim.change.credential === null) &&
      isTaken(facts, each),
  );
  return entry === undefined
    ? undefined
    : { id: entry.probe.id, made: entry.aim.change.credential === 'garbage' };
}

export const authUnchecked: Cause = defineCause({
  id: 'AUTH-UNCHECKED',
  title: 'The document demands a credential, and the server does not look at it',
  explain:
    'A handshake with a credential that nobody issued, or with none, is accepted as one with a good credential is. Whoever knows the URL can connect.',
  likelihood(facts) {
    const { refused, base, endpoint } = facts;
    if (refused || base === undefined || endpoint === undefined) return undefined;
    if (endpoint.handshake.credentials.length === 0) return undefined;
    const by = taken(facts);
    if (by === undefined) return undefined;
    return {
      sure: 'proven',
      why: `The document demands a credential in ${carrierOf(facts)}; ${by.made ? 'one that was made up for this probe' : 'a handshake without any'} is accepted, and stays open.`,
      by: ['baseline', by.id],
    };
  },
  advice(facts) {
    const made = taken(facts)?.made === true;
    return {
      sentence: `The connection works, but for everybody: a handshake with ${made ? 'a made-up credential' : 'no credential'} is accepted as well.`,
      fix: [
        made
          ? 'Verify it before you accept: the signature, the expiry and the audience of a token; or look it up where sessions are kept. That it is there says nothing.'
          : 'Refuse a handshake that shows none: a check of the kind "if there is a token, verify it" lets in whoever leaves it out.',
        ...readCredential(facts).slice(1),
      ],
    };
  },
});
