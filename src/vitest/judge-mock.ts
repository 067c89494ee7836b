import type { JournalEntry } from '../mock/journal.ts';
import { type AskedMock, isUnhandled } from './asked-mock.ts';
import { describeViolation, list } from './describe-received.ts';

export type WhenViolated = 'error' | 'warn' | 'ignore';
export type WhenUnhandled = 'error' | 'warn' | 'bypass';

/** After a test: throws `BrokenContract` where the options ask for an error, and writes a warning where they ask for one. */
export function judgeMock(
  mock: AskedMock,
  { violations, unhandled }: { readonly violations: WhenViolated; readonly unhandled: WhenUnhandled },
): void {
  // A storm sums up refusals that stand in the journal one by one.
  const broken = mock.violations().filter((entry) => entry.type !== 'storm' && !isUnhandled(entry));
  const strange = mock.journal.entries().filter(isUnhandled);
  const failing = [
    ...tell(violations, 'The contract was broken in this test:', broken, "violations: 'ignore'"),
    ...tell(unhandled, 'The contract has nothing at these addresses:', strange, "unhandled: 'bypass'"),
  ];
  if (failing.length > 0) throw brokenContract(failing.join('\n'));
}

/** What is to be thrown; a warning is written at once. */
function tell(
  how: WhenViolated | WhenUnhandled,
  headline: string,
  entries: readonly JournalEntry[],
  way: string,
): readonly string[] {
  if (entries.length === 0 || how === 'ignore' || how === 'bypass') return [];
  const text = `${headline}\n${list(entries.map(describeViolation))}`;
  if (how === 'error') return [`${text}\nWhere a test means to do that: test.override({ ${way} }).`];
  console.warn(text);
  return [];
}

/** Its stack would name the fixture, and nothing of the client or the test. */
function brokenContract(text: string): Error {
  const error = new Error(text);
  error.name = 'BrokenContract';
  error.stack = `${error.name}: ${text}`;
  return error;
}
