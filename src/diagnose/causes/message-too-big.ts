import { type Cause, defineCause } from '../cause.ts';
import { raiseSize } from '../fixes/raise-size.ts';
import { closedOnMessage } from '../open-facts.ts';
import { sayReception } from '../words.ts';

export const messageTooBig: Cause = defineCause({
  id: 'MESSAGE-TOO-BIG',
  title: 'A message is larger than the server takes',
  explain:
    'Every server has a greatest size for one message, from 1 KiB to 100 MiB. What is larger is answered with Close 1009.',
  likelihood(facts) {
    const { base } = facts;
    if (base?.kind === 'closed' && base.close.code === 1009)
      return { sure: 'likely', why: `${sayReception(base)}, before anything was sent.`, by: ['baseline'] };
    const on = closedOnMessage(facts, [1009]);
    if (on === undefined) return undefined;
    return {
      sure: 'proven',
      why: `A message of ${on.size} bytes is answered with Close 1009; without it the connection stays open.`,
      by: ['baseline', on.id],
    };
  },
  advice(facts) {
    const on = closedOnMessage(facts, [1009]);
    return {
      sentence:
        on === undefined
          ? 'The server closes with 1009 (message too big) before anything was sent: a proxy or a gateway in it counts something else.'
          : `The server takes no message of ${on.size} bytes: it closes with 1009.`,
      fix: [...raiseSize(facts), 'Or send less at once: split it, or hand large things over by HTTP.'],
    };
  },
});
