import type { Endpoint } from '../../contract/endpoint.ts';
import type { Outcome } from '../../result/result.ts';
import { badge, type Inline, type Tone } from '../blocks.ts';
import type { Site } from '../site.ts';
import type { Tally } from './verified.ts';

export const OUTCOME_WORDS: Readonly<Record<Outcome, readonly [word: string, tone: Tone]>> = {
  passed: ['verified', 'good'],
  failed: ['broken', 'bad'],
  warned: ['warned', 'warn'],
  observed: ['observed', 'plain'],
  'not-observed': ['not observed', 'plain'],
  skipped: ['not tried', 'plain'],
};

/** A badge behind a name; nothing where nobody verified anything, or another document. */
export function verdictBadge(site: Site, tally: Tally | undefined): Inline[] {
  if (site.verified === undefined || site.verified.isOther || tally === undefined) return [];
  const [word, tone] = OUTCOME_WORDS[tally.outcome];
  return [' ', badge(word, tone)];
}

export function operationVerdict(site: Site, endpoint: Endpoint, operation: string): Inline[] {
  return verdictBadge(site, site.verified?.ofOperation(endpoint.id, operation));
}

/** ISO 8601 to the minute, in UTC: `2026-11-21 12:30 UTC`. */
export function momentWords(iso: string): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso);
  return found === null ? iso : `${found[1]} ${found[2]} UTC`;
}
