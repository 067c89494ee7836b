import type { Companion } from '../contract/companion.ts';
import type { Promised } from '../contract/promise.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { Finding } from '../result/result.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';
import type { CheckCase, CheckContext, Identity } from './check.ts';
import { companionPayloads } from './companion-payloads.ts';
import { isUnready, runnable, unready } from './endpoint-case.ts';
import { describeAnswer, sentRequest } from './received.ts';

export interface HttpRefusal {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly identity: Identity | 'none' | 'wrong';
  readonly status: Promised<number> | undefined;
  readonly rule: string;
  readonly covers: string;
  readonly at: SourceLocation;
  readonly basis: 'document' | 'extension';
}

/** A companion is asked by somebody whom it must not answer. */
export function refusedRequest(context: CheckContext, companion: Companion, one: HttpRefusal): CheckCase {
  const head = {
    name: one.name,
    title: one.title,
    basis: one.basis,
    companion: companion.id,
    at: one.at,
    covers: [one.covers],
  };
  const [body] = companionPayloads(context, companion);
  const request = context.request(companion, 'answer', { ...body?.changes, identity: one.identity });
  if (isUnready(request)) return unready(head, request);
  // Its refusal is no response of the companion that its schemas could judge.
  const { companion: _, ...plain } = request;
  return runnable(head, { steps: [plain], deadline: request.within + 1_000 }, (transcript) =>
    judge(transcript.answers.answer, one),
  );
}

function judge(answer: AnswerRecord | undefined, { what, status, rule }: HttpRefusal): Finding {
  if (answer === undefined)
    return {
      outcome: 'skipped',
      message: 'Not tried: the request did not take place.',
      remedy: 'Run it again.',
    };
  const { outcome } = answer;
  const expected = status === undefined ? 'refused (not a 2xx)' : `refused with ${status.value}`;
  const sides = { sent: sentRequest(answer), expected, received: describeAnswer(answer), rule };
  if (outcome.kind === 'failed')
    return {
      outcome: 'skipped',
      message: `Not tried: ${describeAnswer(answer)}.`,
      remedy: 'See http.companion.',
    };
  if (outcome.status >= 200 && outcome.status < 300)
    return { outcome: 'failed', message: `${what} is answered with ${outcome.status}.`, ...sides };
  if (status !== undefined && outcome.status !== status.value)
    return {
      outcome: 'failed',
      message: `${what} is refused with ${outcome.status} instead of ${status.value}.`,
      ...sides,
      at: status.at,
    };
  if (outcome.status >= 500)
    return {
      outcome: 'failed',
      message: `${what} makes the companion fail with ${outcome.status}.`,
      ...sides,
    };
  return { outcome: 'passed', message: `Refused with ${outcome.status}.`, ...sides };
}
