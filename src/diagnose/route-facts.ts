import { entriesOf, receptionIn } from './evidence.ts';
import type { Facts } from './facts.ts';
import { declaredPaths } from './knowledge.ts';
import type { Change } from './probe.ts';
import { CORS_BELIEF, hasCors, isAsgi } from './words.ts';

export function isControlOpen({ controls }: Facts): boolean {
  return controls.some((control) => control.kind === 'open');
}

/** Does the document say that the URL's path is one of its endpoints? */
export function isDeclared({ endpoint }: Facts): boolean {
  return endpoint !== undefined && endpoint.absent === undefined;
}

/** Statuses that say by themselves what they are about. */
export function isOwnDecision(status: number): boolean {
  return (
    status === 429 || (status >= 300 && status < 400) || [405, 407, 426, 500, 502, 503, 504].includes(status)
  );
}

export function corrections(facts: Facts): readonly string[] {
  const { base } = facts;
  if (base?.kind !== 'refused' || base.outcome.status !== 403) return [];
  return isAsgi(facts) || hasCors(facts) ? [CORS_BELIEF] : [];
}

/** Every declared path is refused: then the whole of the WebSocket code is missing. */
export function allDeclaredRefused(facts: Facts): boolean {
  const declared = declaredPaths(facts.subject).map(({ path }) => path);
  const refusedPaths = entriesOf(facts.evidence, 'path').filter(
    (entry) => entry.aim.declared && receptionIn(entry)?.kind === 'refused',
  );
  return declared.length > 1 && facts.paths.length === 0 && refusedPaths.length > 0;
}

/** Is the factor needed? Alone it opened; or, of several together, everything but it did not open. */
export function needed(flips: Facts['flips'], name: keyof Change): boolean {
  return flips.every(({ aim }) => aim.change[name] !== undefined);
}
