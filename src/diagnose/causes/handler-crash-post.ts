import { type Cause, defineCause } from '../cause.ts';
import { type Entry, type Evidence, entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { catchErrors } from '../fixes/catch-errors.ts';
import { endsLate, wasSaid } from '../open-facts.ts';
import type { Reception } from '../reception.ts';
import { sayReception } from '../words.ts';

/** Closes that say that a handler failed: no Close frame at all (1006), 1011, and on Tomcat 1002. */
function isCrash(reception: Reception | undefined): reception is Extract<Reception, { kind: 'closed' }> {
  if (reception?.kind !== 'closed') return false;
  const { how, code } = reception.close;
  return how === 'fin' || how === 'reset' || code === 1011;
}

/** ms within which an end belongs to what was said before it. */
const AT_ONCE = 300;

/** A connection on which nothing is said ends, too, and this one did not end at once after something was. */
function isByItself(evidence: Evidence, { close, frames }: Extract<Reception, { kind: 'closed' }>): boolean {
  const quiet = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'hold');
  const said = frames.findLast(({ from }) => from === 'client')?.at ?? 0;
  return receptionIn(quiet)?.kind === 'closed' && close.at - said > AT_ONCE;
}

/** The end of the connection, and what was said right before. */
function crash({
  evidence,
  base,
}: Facts): { readonly entry?: Entry; readonly said: string; readonly how: Reception } | undefined {
  if (isCrash(base)) return { said: 'nothing was sent yet', how: base };
  for (const entry of entriesOf(evidence, 'talk')) {
    const reception = receptionIn(entry);
    if (!isCrash(reception)) continue;
    if (entry.aim.topic === 'hold') {
      // Without a Close it may as well be an idle limit.
      if (reception.close.code === 1011) return { entry, said: 'nothing at all', how: reception };
      continue;
    }
    if (!wasSaid(entry) || isByItself(evidence, reception)) continue;
    return {
      entry,
      said: entry.aim.topic === 'not-json' ? 'a text frame that is no JSON' : entry.probe.id,
      how: reception,
    };
  }
  return undefined;
}

/** hypercorn ends a connection whose handler has crashed with 1000, as if all were well (0.13). */
function looksClean({ base, evidence, server }: Facts): string | undefined {
  const hypercorn = evidence.entries.some((entry) => {
    const reception = receptionIn(entry);
    return (
      (reception?.kind === 'closed' || reception?.kind === 'open') &&
      reception.outcome.headers.some(([name, value]) => /^server$/i.test(name) && /hypercorn/.test(value))
    );
  });
  if (!hypercorn && !/hypercorn/.test(server?.by ?? '')) return undefined;
  const clean = (reception: Reception | undefined): boolean =>
    reception?.kind === 'closed' && reception.close.code === 1000 && reception.close.reason === '';
  if (clean(base)) return 'baseline';
  return entriesOf(evidence, 'talk').find((entry) => wasSaid(entry) && clean(receptionIn(entry)))?.probe.id;
}

export const handlerCrashPost: Cause = defineCause({
  id: 'HANDLER-CRASH-POST',
  title: 'The handler fails while the connection is open',
  explain:
    'An exception in the handler ends the connection. uvicorn, aiohttp and tornado drop TCP without a Close frame, which a client sees as 1006; daphne and newer hypercorn close with 1011; hypercorn 0.13 with 1000.',
  likelihood(facts) {
    const found = crash(facts);
    const clean = looksClean(facts);
    if (found === undefined && clean !== undefined)
      return {
        sure: 'possible',
        why: 'hypercorn closes with 1000 when a handler has crashed, as it does when one has returned.',
        by: [clean],
        tell: 'The log of the server: is there a traceback at that moment?',
      };
    if (found === undefined) return undefined;
    const says = found.how.kind === 'closed' && found.how.close.code === 1011;
    if (found.entry === undefined)
      return {
        sure: says ? 'proven' : endsLate(found.how) ? 'possible' : 'likely',
        why: `${sayReception(found.how)}, with nothing sent by the client.`,
        by: ['baseline'],
        tell: 'The log of the server: is there a traceback at that moment?',
      };
    return {
      sure: 'proven',
      why: `After ${found.said}: ${sayReception(found.how)}; the same connection stays open when nothing is said.`,
      by: ['baseline', found.entry.probe.id],
    };
  },
  advice(facts) {
    const found = crash(facts);
    return {
      sentence:
        found?.entry === undefined
          ? 'The handshake succeeds, and the handler then fails right after accept: the client sees the connection end without a reason (1006 or 1011).'
          : found.said === 'nothing at all'
            ? 'The connection opens, and its handler fails a moment later, with nothing sent by the client.'
            : `The connection works until ${found.said} comes: then the handler crashes, and the client sees 1006 or 1011 without a reason.`,
      fix: ['Read the traceback in the log of the server.', ...catchErrors(facts)],
    };
  },
});
