import { type Cause, defineCause } from '../cause.ts';
import { carrierOf } from '../credential-facts.ts';
import { readCredential } from '../fixes/read-credential.ts';
import { needed } from '../route-facts.ts';

export const authChannel: Cause = defineCause({
  id: 'AUTH-CHANNEL',
  title: 'The credential is good, but not where the server looks for it',
  explain:
    'A token can travel in the query, a cookie, a header or a subprotocol. The server looks in one of them, and the client has put it into another.',
  likelihood({ flips, refused }) {
    const flip = flips.find(({ aim }) => aim.change.moved === true);
    if (!refused || flip === undefined || !needed(flips, 'moved')) return undefined;
    return {
      sure: 'proven',
      why: 'The very same credential, moved to where the document wants it, opens the connection.',
      by: ['baseline', flip.probe.id],
    };
  },
  advice: (facts) => ({
    sentence: `The credential is good, but it is in the wrong place: the server looks for it in ${carrierOf(facts)}.`,
    fix: [`Send it in ${carrierOf(facts)}.`, ...readCredential(facts)],
  }),
});
