import type { CaseResult, Finding, Result } from '../../src/result/result.ts';
import { chatContract } from './chat-contract.ts';
import { hold, honestChat } from './hold.ts';

/** Text that every format must escape: of XML, HTML, YAML, TAP, workflow commands, and control characters. */
export const NASTY = 'a <b>&"\'</b> ]]> 100% #1 \\ x::y,z\u0000\u001b[31m\r\n  ...\nlast \ud800';

/** A result with every outcome in it, all of whose texts are nasty; the same at every call. */
export async function sampleResult(): Promise<Result> {
  const contract = chatContract({
    endpoint: { at: { file: 'chat.yaml', pointer: '/channels/chat', line: 12, column: 3 } },
  });
  const result = await hold(contract, honestChat);
  const findings: readonly (Finding & Pick<CaseResult, 'known' | 'again'>)[] = [
    nasty('failed'),
    { ...nasty('failed'), known: true },
    { ...nasty('warned'), again: { outcome: 'passed', message: NASTY } },
    nasty('observed'),
    nasty('not-observed'),
    nasty('skipped'),
  ];
  return {
    ...result,
    startedAt: '2026-11-21T00:00:00.000Z',
    baseline: { file: 'known.json', mended: ['exchange.reply/chat/speak'] },
    coverage: { ...result.coverage, least: 90 },
    cases: result.cases.map((one, i) => {
      const made = findings[i];
      if (made === undefined) return one;
      const { known, again, ...finding } = made;
      return {
        ...one,
        title: NASTY,
        finding,
        ...(known === undefined ? {} : { known }),
        ...(again === undefined ? {} : { again }),
      };
    }),
  };
}

function nasty(outcome: Finding['outcome']): Finding {
  return {
    outcome,
    message: NASTY,
    sent: NASTY,
    expected: NASTY,
    received: NASTY,
    rule: NASTY,
    promise: NASTY,
    remedy: NASTY,
    log: [NASTY],
  };
}
