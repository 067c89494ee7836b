import { holdsPartial } from '../contract/deep-partial.ts';
import type { Json } from '../contract/json.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { companionOf } from '../contract/queries.ts';
import type { Scenario, ScenarioStep } from '../contract/scenario.ts';
import type { SchemaId } from '../contract/schema.ts';
import type { Finding } from '../result/result.ts';
import { latest } from '../rules/tolerance.ts';
import type { ConnectionRecord, FrameRecord, Transcript } from '../transcript/transcript.ts';
import type { CheckContext } from './check.ts';
import { frameAs, heard, payloadOf } from './frames.ts';
import { openedOn } from './handshake-gate.ts';
import { brokenFrame } from './judge-reply.ts';
import {
  describeAnswer,
  describeClose,
  describeFrames,
  describePayload,
  seconds,
  sentRequest,
} from './received.ts';

/** A step of a scenario, and the steps of the script that it became. */
export interface PlannedStep {
  readonly step: ScenarioStep;
  readonly first: number;
  readonly last: number;
}

/** Goes through the conversation, and tells of the first step that was not kept. */
export function judgeScenario(
  context: CheckContext,
  scenario: Scenario,
  planned: readonly PlannedStep[],
  transcript: Transcript,
): Finding {
  let record: ConnectionRecord | undefined;
  if (scenario.endpoint !== undefined) {
    const opened = openedOn(transcript, 'a');
    if ('finding' in opened) return opened.finding;
    record = opened.record;
  }
  const frames = record === undefined ? [] : heard(record);
  const taken = new Set<FrameRecord>();
  let sent: string | undefined;
  let since = 0;
  for (const [i, { step, first, last }] of planned.entries()) {
    const number = `step ${i + 1} of ${planned.length}`;
    const fail = (details: Omit<Finding, 'outcome'>): Finding => ({
      outcome: 'failed',
      ...(sent === undefined ? {} : { sent }),
      rule: `scenario "${scenario.name}", ${number}`,
      at: step.at,
      ...details,
      message: `At ${number}: ${details.message}`,
    });
    if (step.kind === 'client') {
      const frame = record?.frames.find((one) => one.from === 'client' && one.step === first);
      if (frame === undefined)
        return fail({ message: `"${step.message}" could not be sent: ${whyEnded(record)}.` });
      sent = describeFrames([frame]);
      since = frame.at;
    } else if (step.kind === 'server') {
      const found = takeFrames(context, step, frames, taken);
      if ('finding' in found) return fail({ expected: expectedStep(step), ...found.finding });
      const end = found.frames.at(-1)?.at ?? since;
      if (found.missing !== undefined)
        return fail({
          message: `${found.missing} within ${seconds(step.within ?? context.timing.deadline)}${record?.close?.by === 'server' ? `; ${whyEnded(record)}` : ''}.`,
          expected: expectedStep(step),
          received: describeFrames(
            frames.filter((frame) => !taken.has(frame) || found.frames.includes(frame)),
          ),
        });
      if (step.within !== undefined && end - since > latest(step.within))
        return fail({
          message: `"${step.message}" came after ${seconds(end - since)}, and is due within ${seconds(step.within)}.`,
          expected: expectedStep(step),
          received: describeFrames(found.frames.slice(-1)),
        });
      since = end;
    } else {
      const wrong = judgeCompanion(context, step, i, transcript);
      if (wrong !== undefined) return fail(wrong);
      since = transcript.steps[last]?.to ?? since;
    }
  }
  return {
    outcome: 'passed',
    message: `All ${planned.length} steps took place, in ${seconds(transcript.duration)}.`,
  };
}

type ServerStep = Extract<ScenarioStep, { kind: 'server' }>;

/** The frames that this step is about, in order; they are not looked at again. */
function takeFrames(
  context: CheckContext,
  step: ServerStep,
  frames: readonly FrameRecord[],
  taken: Set<FrameRecord>,
):
  | { readonly frames: readonly FrameRecord[]; readonly missing?: string }
  | { readonly finding: Omit<Finding, 'outcome'> } {
  const own: FrameRecord[] = [];
  for (const frame of frames) {
    if (taken.has(frame)) continue;
    const as = frameAs(context, frame, step.message);
    if (as === 'other') continue;
    if (as === 'broken') return { finding: brokenFrame(frame, step.message) };
    const payload = payloadOf(frame);
    if (step.payload !== undefined && !holdsPartial(payload, step.payload)) continue;
    const mismatch = payload === undefined ? undefined : mismatchOf(context, step.matches, payload);
    if (mismatch !== undefined)
      return {
        finding: {
          message: `"${step.message}" does not match: ${mismatch}.`,
          received: describeFrames([frame]),
        },
      };
    own.push(frame);
    taken.add(frame);
    const ended = step.until === undefined || holdsPartial(payload, step.until);
    if (step.until !== undefined && ended && step.repeat !== undefined && own.length < step.repeat)
      return {
        finding: {
          message: `The last "${step.message}" was number ${own.length}, and ${step.repeat} are due.`,
          received: describeFrames(own, 2),
        },
      };
    if (own.length >= (step.repeat ?? 1) && ended) return { frames: own };
    if (step.until !== undefined && step.repeat !== undefined && own.length >= step.repeat)
      return {
        finding: {
          message: `"${step.message}" number ${own.length} is due to be the last, and does not hold ${describePayload(step.until)}.`,
          received: describeFrames([frame]),
        },
      };
  }
  const some =
    own.length === 0 ? `"${step.message}" did not come` : `only ${own.length} "${step.message}" came`;
  const which = step.payload === undefined ? '' : ` with ${describePayload(step.payload)}`;
  const until =
    step.until === undefined || own.length === 0 ? '' : `, none with ${describePayload(step.until)}`;
  return { frames: own, missing: `${some}${which}${until}` };
}

function mismatchOf(context: CheckContext, schema: SchemaId | undefined, payload: Json): string | undefined {
  return schema === undefined ? undefined : context.validators.errors(schema, payload)[0]?.message;
}

function expectedStep(step: ServerStep): string {
  const times = step.repeat === undefined || step.repeat === 1 ? '' : `${step.repeat} × `;
  const payload = step.payload === undefined ? '' : ` with ${describePayload(step.payload)}`;
  const matches = step.matches === undefined ? '' : ' that matches the schema of the step';
  const until = step.until === undefined ? '' : `, the last with ${describePayload(step.until)}`;
  return `${times}"${step.message}"${payload}${matches}${until}`;
}

function judgeCompanion(
  context: CheckContext,
  step: Extract<ScenarioStep, { kind: 'companion' }>,
  index: number,
  transcript: Transcript,
): Omit<Finding, 'outcome'> | undefined {
  const companion = companionOf(context.contract, step.operation);
  const prefix = `step-${index + 1}-`;
  const answers = Object.keys(transcript.answers).filter((name) => name.startsWith(prefix));
  if (answers.length === 0)
    return { message: `"${step.operation}" was not asked: the conversation ended before.` };
  for (const name of answers) {
    const answer = transcript.answers[name];
    if (answer === undefined) continue;
    const sides = { sent: sentRequest(answer), received: describeAnswer(answer) };
    const { outcome } = answer;
    if (outcome.kind === 'failed') return { message: `"${step.operation}" does not answer.`, ...sides };
    const good = (companion?.responses ?? []).map(({ status }) => status).filter((status) => status < 400);
    const allowed = step.status === undefined ? good : [step.status];
    if (allowed.length > 0 ? !allowed.includes(outcome.status) : outcome.status >= 400)
      return {
        message: `"${step.operation}" answers with ${outcome.status}.`,
        expected: allowed.join(' or '),
        ...sides,
      };
    if (outcome.invalid !== undefined)
      return {
        message: `The answer of "${step.operation}" breaks its schema: ${outcome.invalid}.`,
        ...sides,
      };
    const body = jsonOf(outcome.body);
    if (step.payload !== undefined && companion?.request.length === 0 && !holdsPartial(body, step.payload))
      return {
        message: `The answer of "${step.operation}" is another one.`,
        expected: describePayload(step.payload),
        ...sides,
      };
    const mismatch = body === undefined ? undefined : mismatchOf(context, step.matches, body);
    if (mismatch !== undefined)
      return { message: `The answer of "${step.operation}" does not match: ${mismatch}.`, ...sides };
  }
  return undefined;
}

function whyEnded(record: ConnectionRecord | undefined): string {
  return record?.close?.by === 'server'
    ? `the connection was closed with ${describeClose(record.close)}`
    : 'the conversation ended before';
}
