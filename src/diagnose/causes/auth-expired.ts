import { type Cause, defineCause } from '../cause.ts';
import { isRefusal, openedBy, outOfTime, sayTime } from '../credential-facts.ts';
import { saysExpired } from '../own-words.ts';
import { sayReception } from '../words.ts';

export const authExpired: Cause = defineCause({
  id: 'AUTH-EXPIRED',
  title: 'The token has expired',
  explain: 'A token is good for some time. After that, every attempt with the same token fails.',
  likelihood(facts) {
    if (!isRefusal(facts)) return undefined;
    const late = outOfTime(facts);
    if (late === undefined && saysExpired(facts) && facts.base !== undefined)
      return {
        sure: 'likely',
        why: `The server says so itself: ${sayReception(facts.base)}.`,
        by: ['baseline'],
        tell: 'Ask again with a fresh token (--credential): if that opens, it was its age.',
      };
    if (late === undefined) return undefined;
    const by = openedBy(facts);
    const when =
      late.what === 'expired' ? `expired ${sayTime(late.by)} ago` : `is good only in ${sayTime(late.by)}`;
    return {
      sure: by === undefined ? 'likely' : 'proven',
      why: `The token that was sent ${when}, by the server's clock${by === undefined ? '' : `; with a fresh one the same handshake is accepted`}.`,
      by: ['baseline', ...(by === undefined ? [] : [by.id])],
      tell: 'Ask again with a fresh token (--credential): if that opens, it was its age.',
    };
  },
  advice(facts) {
    const late = outOfTime(facts);
    return {
      sentence:
        late === undefined
          ? 'The token was good once, and has expired: the server says so.'
          : `The token was good once; it ${late?.what === 'early' ? `is not good yet (in ${sayTime(late.by)})` : `expired ${sayTime(late?.by ?? 0)} before this handshake`}.`,
      fix: [
        'Fetch a new token before every attempt to connect, also when reconnecting: never reuse the one of the first time.',
        'If the token is young, compare the clocks of both machines.',
        'Before accept a server can only answer with an HTTP status; accept and close with 4401 tells the client why.',
      ],
    };
  },
});
