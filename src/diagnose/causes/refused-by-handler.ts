import { type Cause, defineCause } from '../cause.ts';
import { shownValues } from '../openings.ts';
import { saysNoUpgrade, saysSubprotocol, saysTooLarge, saysVersion } from '../own-words.ts';
import { isOwnDecision } from '../route-facts.ts';
import { isAsgi, sayReception } from '../words.ts';

/** On ASGI nothing tells a route that closes before accept from none; elsewhere a refusal of its own tells that there is one. */
export const refusedByHandler: Cause = defineCause({
  id: 'REFUSED-BY-HANDLER',
  title: 'The route exists, and its code refuses you',
  explain:
    'The handler, or a dependency of it, closes before it accepts: a credential, a role, a parameter or a limit that was not met.',
  likelihood(facts) {
    const { base, refused, alike, flips, paths, asPlain } = facts;
    if (!refused || base === undefined || flips.length > 0) return undefined;
    if (base.kind !== 'refused') return undefined;
    if (base.outcome.status >= 500 || isOwnDecision(base.outcome.status) || facts.proxyPage !== undefined)
      return undefined;
    if (saysVersion(facts) || saysSubprotocol(facts) !== undefined || saysTooLarge(facts)) return undefined;
    if (saysNoUpgrade(facts)) return undefined;
    if (asPlain === true) {
      // What is answered alike without an upgrade may be a handler's word all the same: it looks at the request first.
      if (alike !== false || ![400, 403].includes(base.outcome.status)) return undefined;
      return {
        sure: 'possible',
        why: `Random paths beside it are answered otherwise, so this path is known; it answers alike without an upgrade: ${sayReception(base)}.`,
        by: ['baseline', 'no Upgrade', 'control 1'],
        tell: 'The log of the server at the time of this attempt: which check refuses?',
      };
    }
    if (alike === false)
      return {
        sure: 'likely',
        why: `Random paths beside it are answered otherwise, so this path is known: ${sayReception(base)} is its own answer.`,
        by: ['baseline', 'control 1'],
        tell: 'The log of the server at the time of this attempt: which check refuses?',
      };
    if (alike !== true || !isAsgi(facts)) return undefined;
    if (paths.some(({ aim }) => aim.declared) || facts.endpoint?.absent !== undefined) return undefined;
    return {
      sure: 'possible',
      why: 'On ASGI servers a handler that closes before it accepts gives byte for byte the same answer as no route.',
      by: ['baseline', 'control 1'],
      tell:
        facts.subject.contract === undefined
          ? 'Give what the handler may want: --origin, --credential, or the AsyncAPI document with --document.'
          : shownValues(facts.subject).length === 0
            ? 'Give a credential that is known to be good: --credential.'
            : 'Log the reason on the server before it closes.',
    };
  },
  advice: ({ base, subject }) => ({
    sentence: `The server knows ${subject.path} and refuses this client (${base === undefined ? '' : sayReception(base)}): a check in the handler is not met.`,
    fix: [
      'Say on the server why it refuses, in its log. Before accept no close code reaches the client: it becomes an HTTP status.',
      'FastAPI: accept first and close with 4401 or 4403, or raise HTTPException(status_code=401) (Starlette 0.41 and later).',
    ],
  }),
});
