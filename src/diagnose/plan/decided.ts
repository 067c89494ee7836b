import type { Facts } from '../facts.ts';
import { GATEWAY_STATUSES, saysHost, saysTooLarge, saysVersion } from '../own-words.ts';

/** Does the answer itself say what is wrong, so that no variation of the request is needed? */
export function isDecided(facts: Facts): boolean {
  const { base, asPlain, server } = facts;
  if (base?.kind === 'refused') {
    const { status } = base.outcome;
    if (facts.proxyPage !== undefined || saysVersion(facts) || saysTooLarge(facts)) return true;
    if (saysHost(facts) !== undefined) return true;
    if (status === 429 || (status >= 300 && status < 400) || status === 405 || status === 407) return true;
    if (GATEWAY_STATUSES.includes(status)) return true;
    // Handled as plain HTTP: nobody has looked at Origin or token.
    if (asPlain === true && (status === 200 || server?.server === 'Python http.server')) return true;
  }
  // Codes that say what they are about, whatever the client sends.
  if (base?.kind === 'closed' && [1001, 1009, 1011, 1012, 1013, 4429].includes(base.close.code)) return true;
  // Dropped, and plain HTTP as well: there is nobody to ask.
  if (base?.kind === 'dropped' && facts.gone) return true;
  return base?.kind === 'not-http' || base?.kind === 'silent';
}
