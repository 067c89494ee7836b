import { type Cause, defineCause } from '../cause.ts';
import type { Facts } from '../facts.ts';
import { ignored, isHeard, pinged } from '../open-facts.ts';
import { dataFrames } from '../reception.ts';
import { isAsgi, sayReception } from '../words.ts';

function closedAtOnce({ base }: Facts): boolean {
  return (
    base?.kind === 'closed' &&
    base.close.how === 'close-frame' &&
    [1000, 1005].includes(base.close.code) &&
    base.close.reason === '' &&
    dataFrames(base).length === 0
  );
}

export const handlerReturned: Cause = defineCause({
  id: 'HANDLER-RETURNED',
  title: 'The handler ends right after it has accepted',
  explain:
    'A WebSocket lives as long as its handler runs. A handler that returns ends the connection: cleanly with 1000, without a Close, or, on uvicorn 0.17 with wsproto and 0.23 to 0.38, not at all: then it stays open, and nobody reads.',
  likelihood(facts) {
    const { base, alike } = facts;
    if (base === undefined || facts.flips.length > 0) return undefined;
    if (closedAtOnce(facts)) {
      return {
        sure: alike === true ? 'possible' : 'likely',
        why: `${sayReception(base)} at once, with no reason and before any message${alike === false ? '; random paths are answered otherwise, so the route exists' : ''}.`,
        by: ['baseline', ...(alike === false ? ['control 1'] : [])],
        tell: 'Log the end of the handler on the server: does it return, or does it close on purpose?',
      };
    }
    const mute = ignored(facts);
    if (pinged(facts) === true && isAsgi(facts) && mute?.hello !== undefined && mute.junk !== undefined)
      return {
        sure: 'possible',
        why: 'Pings are answered, and nothing that is said: so looks a handler that has returned on uvicorn 0.23 to 0.38, and with wsproto before.',
        by: ['ping', mute.hello, mute.junk],
        tell: 'Log the end of the handler on the server: does it return?',
      };
    if (facts.refused || pinged(facts) !== false || isHeard(facts)) return undefined;
    return {
      sure: isAsgi(facts) ? 'likely' : 'possible',
      why: `The connection stays open, and not even a Ping is answered${isAsgi(facts) ? ': on ASGI servers so looks a handler that has returned' : ''}.`,
      by: ['baseline', 'ping', 'ping, again'],
      tell: 'Log the end of the handler on the server: does it return?',
    };
  },
  advice: (facts) => ({
    sentence: closedAtOnce(facts)
      ? 'The server accepts and closes at once, without a reason: its handler has come to its end.'
      : 'The connection is open, and its handler is gone: nobody reads what is sent.',
    fix:
      isAsgi(facts) || facts.server === undefined
        ? [
            'Keep a receive loop: while True: message = await websocket.receive_text()',
            'uvicorn 0.23.2 to 0.38 (and wsproto on older ones) keeps a connection open whose handler has returned: update, or await websocket.close().',
            'Is it a refusal? Then close with a code and a reason: await websocket.close(4401, "no token").',
          ]
        : facts.server.server === 'aiohttp'
          ? ['Keep the loop: async for message in ws: …   and return ws only after it.']
          : [
              'Keep the handler running for as long as the connection shall live.',
              'Is it a refusal? Then close with a code and a reason.',
            ],
  }),
});
