import type { MessageId } from '../contract/message.ts';
import type { Finding } from '../result/result.ts';
import type { CheckContext } from './check.ts';

/** Who does not send what no payload can be found for breaks no promise: it may well be that there is none. */
export function unlessImpossible(
  context: CheckContext,
  finding: Finding,
  messages: readonly MessageId[],
): Finding {
  if (finding.outcome !== 'failed') return finding;
  const impossible = messages.find((id) => context.payload(id) === undefined);
  if (impossible === undefined) return finding;
  return {
    ...finding,
    outcome: 'not-observed',
    message: `${finding.message} But no payload was found that satisfies the schema of "${impossible}".`,
    remedy: `Correct the schema of "${impossible}", or give it an example that is valid.`,
  };
}
