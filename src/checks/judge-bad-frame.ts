import type { Endpoint, InvalidPolicy } from '../contract/endpoint.ts';
import type { Finding } from '../result/result.ts';
import type { ConnectionRecord, FrameRecord, Transcript } from '../transcript/transcript.ts';
import { type BadFrame, expectedOf } from './bad-frame.ts';
import type { CheckContext } from './check.ts';
import { frameAs, heard } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame, pushedMessages } from './judge-reply.ts';
import { type LivenessProbe, troubleAfterwards } from './liveness.ts';
import { came, observation, policyLine } from './malformed-observation.ts';
import { channelLines } from './promise-lines.ts';
import { describeClose, seconds } from './received.ts';

export interface BadFrameCase {
  readonly endpoint: Endpoint;
  readonly bad: BadFrame;
  /** Index of the step that sent it. */
  readonly sent: number;
  readonly probe: LivenessProbe;
}

/** Was it answered as declared, and does everything go on? */
export function judgeBadFrame(context: CheckContext, transcript: Transcript, one: BadFrameCase): Finding {
  const opened = openedOn(transcript, 'a');
  if ('finding' in opened) return opened.finding;
  const { record } = opened;
  const { endpoint, bad, sent, probe } = one;
  if (!record.frames.some(({ from, step }) => from === 'client' && step === sent))
    return {
      outcome: 'skipped',
      message: 'Not tried: the connection was closed before it could be sent.',
      remedy: 'See exchange.reply.',
    };
  const { policy, what } = bad;
  const pushed = pushedMessages(endpoint);
  const frames = heard(record, sent).filter(
    ({ step, message }) => step < probe.asked && (message === undefined || !pushed.has(message)),
  );
  const sides = { sent: bad.text, received: came(record, frames) };
  const after = what.charAt(0).toLowerCase() + what.slice(1);
  const trouble = troubleAfterwards(context, transcript, record, endpoint, probe, after);

  if (policy === undefined) {
    if (trouble !== undefined)
      return { outcome: 'warned', expected: 'the backend goes on', ...sides, ...trouble };
    // Where the document has a policy already, it is the schema that says too little of this frame.
    const line = endpoint.invalid === undefined ? policyLine(record, frames) : undefined;
    return {
      outcome: 'observed',
      message: observation(what, record, frames),
      ...sides,
      ...(line === undefined ? {} : { promise: channelLines(endpoint, line) }),
    };
  }
  if (bad.mayBeTaken === true && isTaken(policy.value, frames))
    return { outcome: 'observed', message: `${what} is taken for a message.`, ...sides };
  const { rule } = policy;
  const expected = `${after.replace(/^an? /, 'the ')} ${expectedOf(policy.value)}, and the backend goes on`;
  const wrong = wrongAnswer(context, what, policy.value, record, frames) ?? trouble;
  if (wrong !== undefined) return { outcome: 'failed', expected, rule, ...sides, ...wrong };
  return { outcome: 'passed', message: 'Answered as declared, and the backend goes on.', expected, ...sides };
}

/** A valid message came that is not the answer to bad input. */
function isTaken(policy: InvalidPolicy, frames: readonly FrameRecord[]): boolean {
  return frames.some(
    ({ message, invalid }) =>
      message !== undefined &&
      invalid === undefined &&
      !(policy.kind === 'reply' && policy.message === message),
  );
}

type Wrong = { readonly message: string; readonly received?: string; readonly rule?: string };

function wrongAnswer(
  context: CheckContext,
  what: string,
  policy: InvalidPolicy,
  record: ConnectionRecord,
  frames: readonly FrameRecord[],
): Wrong | undefined {
  const closed = record.close?.by === 'server' ? record.close : undefined;
  const { deadline } = context.timing;
  switch (policy.kind) {
    case 'reply': {
      const readings = frames.map((frame) => ({ frame, as: frameAs(context, frame, policy.message) }));
      if (readings.some(({ as }) => as === 'valid')) return undefined;
      const broken = readings.find(({ as }) => as === 'broken');
      if (broken !== undefined) return brokenFrame(broken.frame, policy.message);
      if (closed !== undefined)
        return {
          message: `${what} ends the connection with ${describeClose(closed)} instead of getting "${policy.message}".`,
        };
      return { message: `${what} did not get "${policy.message}" within ${seconds(deadline)}.` };
    }
    case 'close':
      if (closed === undefined)
        return { message: `${what} did not close the connection within ${seconds(deadline)}.` };
      return closed.code === policy.code
        ? undefined
        : {
            message: `${what} closed the connection with ${describeClose(closed)} instead of ${policy.code}.`,
          };
    case 'ignore':
      if (closed !== undefined)
        return {
          message: `${what} ends the connection with ${describeClose(closed)}, and is to be ignored.`,
        };
      return frames.length === 0 ? undefined : { message: `${what} was answered, and is to be ignored.` };
  }
}
