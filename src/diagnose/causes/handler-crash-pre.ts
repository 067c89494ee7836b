import { statusOf } from '../answer-facts.ts';
import { type Cause, defineCause } from '../cause.ts';
import { saysHost } from '../own-words.ts';
import { isAsgi } from '../words.ts';

export const handlerCrashPre: Cause = defineCause({
  id: 'HANDLER-CRASH-PRE',
  title: 'The server crashes before it accepts',
  explain: 'An exception in the handler or one of its dependencies, before accept.',
  likelihood(facts) {
    if (statusOf(facts) !== 500) return undefined;
    const { alike, controls } = facts;
    // No route, or a guard for all: those say so themselves.
    if (saysHost(facts) !== undefined) return undefined;
    if (alike === true)
      return {
        sure: 'possible',
        why: 'Every path gets this 500: a middleware fails, or no route matches (Channels, StaticFiles mounted at /).',
        by: ['baseline', 'control 1'],
        tell: 'The log of the server: "No route found for path", or a traceback.',
      };
    return {
      sure: controls.length === 0 ? 'likely' : 'proven',
      why: 'Only this path gets 500; random ones beside it are answered otherwise. So the route exists, and its code fails.',
      by: ['baseline', 'control 1'],
    };
  },
  advice: (facts) => ({
    sentence:
      facts.alike === true
        ? 'The server answers 500 to WebSockets on every path: no route matches, or something in front of all routes fails.'
        : `The route ${facts.subject.path} exists, and its code raises an exception before it accepts.`,
    fix: [
      'Read the traceback in the log of the server ("Exception in ASGI application").',
      ...(isAsgi(facts) || facts.server === undefined
        ? [
            'FastAPI: HTTPBearer, OAuth2PasswordBearer and Request do not work in a WebSocket route; take WebSocket or HTTPConnection. Before Starlette 0.41 an HTTPException becomes a 500.',
          ]
        : []),
    ],
  }),
});
