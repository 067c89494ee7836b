import type { Block } from '../blocks.ts';
import { code, link, strong } from '../blocks.ts';
import type { Site } from '../site.ts';
import { momentWords, OUTCOME_WORDS } from './verdict-words.ts';
import type { Tally } from './verified.ts';

/** When, against what, and with which outcome something was last held to its contract. */
export function verifiedNote(site: Site, tally: Tally | undefined): readonly Block[] {
  const { verified } = site;
  if (verified === undefined || verified.isOther) return [];
  const { startedAt, target } = verified.report;
  const when = [' on ', momentWords(startedAt), ' against ', code(target)];
  if (tally === undefined)
    return [{ kind: 'note', tone: 'plain', text: ['Not held to its contract', ...when, '.'] }];
  const [, tone] = OUTCOME_WORDS[tally.outcome];
  const count = (outcome: string): number =>
    tally.cases.filter(({ finding }) => finding.outcome === outcome).length;
  const broken = count('failed');
  const words =
    broken > 0
      ? `${broken} of ${tally.cases.length} checks found it broken`
      : `${count('passed')} of ${tally.cases.length} checks passed, none failed`;
  return [
    {
      kind: 'note',
      tone,
      text: [strong(words), ...when, '. ', link('What was found', { page: 'verified' }), '.'],
    },
  ];
}
