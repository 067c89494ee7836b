import type { Finding } from '../result/result.ts';
import type { ConnectionName } from '../script/script.ts';
import type { ConnectionRecord, Transcript } from '../transcript/transcript.ts';
import { heard } from './frames.ts';
import { describeClose, describeOutcome, sentHandshake } from './received.ts';

/** Where the cause is told, when a case could not begin. */
export const HANDSHAKE_REMEDY = 'See handshake.accept.';

/** ms. A connection that was open for longer was let in: who closes it then has another reason, such as that it is idle. */
const AT_ONCE = 250;

/** The open connection that a case needs; or the finding that there was none: one cause is told once. */
export function openedOn(
  transcript: Transcript,
  name: ConnectionName,
): { readonly record: ConnectionRecord } | { readonly finding: Finding } {
  const record = transcript.connections[name];
  if (record === undefined)
    return { finding: notOpened(undefined, 'the handshake was not answered in time') };
  const { outcome } = record.handshake;
  if (outcome.kind !== 'accepted') {
    const verb =
      outcome.kind === 'refused' ? `was refused (${outcome.status})` : `failed (${describeOutcome(outcome)})`;
    return { finding: notOpened(record, `the handshake ${verb}`) };
  }
  const sentAnything = record.frames.some(({ from, kind }) => from === 'client' && kind !== 'pong');
  const closedAtOnce = record.close?.by === 'server' && record.close.at - outcome.after <= AT_ONCE;
  if (closedAtOnce && !sentAnything && heard(record).length === 0) {
    return {
      finding: notOpened(record, `the connection was closed at once (${describeClose(record.close)})`),
    };
  }
  return { record };
}

function notOpened(record: ConnectionRecord | undefined, why: string): Finding {
  const sent = sentHandshake(record);
  return {
    outcome: 'skipped',
    message: `Not tried: ${why}.`,
    ...(sent === undefined ? {} : { sent }),
    remedy: HANDSHAKE_REMEDY,
  };
}
