import type { Companion } from '../contract/companion.ts';
import { messageOf } from '../contract/queries.ts';
import type { Finding } from '../result/result.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { type CompanionPayload, companionPayloads } from './companion-payloads.ts';
import { isUnready, runnable, unready } from './endpoint-case.ts';
import { describeAnswer, sentRequest } from './received.ts';
import { unlessImpossible } from './unless-impossible.ts';

export const httpCompanion: Check = defineCheck({
  id: 'http.companion',
  title: 'Each HTTP companion answers as declared',
  area: 'http',
  source: 'AsyncAPI http operation and message bindings, Operation Reply Object',
  explain:
    'The status must be one that the document declares, and the body must fit the schema of that status. A companion that hands out credentials must do so for the examples that are paired with a good answer.',
  plan: (context) =>
    context.contract.companions.flatMap((companion) =>
      companionPayloads(context, companion).map((body) => plan(context, companion, body)),
    ),
});

function plan(context: CheckContext, companion: Companion, body: CompanionPayload): CheckCase {
  const promised = companion.responses.length > 0;
  const example = body.name === '' ? '' : ` (${body.name})`;
  const head = {
    name: body.name === '' ? companion.id : `${companion.id}/${body.name}`,
    title: `${companion.method} ${companion.address} answers as declared${example}`,
    basis: promised ? ('document' as const) : ('none' as const),
    companion: companion.id,
    at: companion.at,
    covers: promised ? [`companion:${companion.id}`] : [],
  };
  const request = context.request(companion, 'answer', body.changes);
  if (isUnready(request)) return unready(head, request);
  return runnable(head, { steps: [request], deadline: request.within + 1_000 }, (transcript) => {
    const finding = judge(context, companion, body, transcript.answers.answer);
    const possible = companion.responses.map(({ message }) => message);
    return unlessImpossible(context, finding, possible);
  });
}

function judge(
  context: CheckContext,
  companion: Companion,
  body: CompanionPayload,
  answer: AnswerRecord | undefined,
): Finding {
  if (answer === undefined)
    return {
      outcome: 'skipped',
      message: 'Not tried: the request did not take place.',
      remedy: 'Run it again.',
    };
  const expected = expectedAnswer(companion);
  const sides = { sent: sentRequest(answer), expected, received: describeAnswer(answer) };
  const { outcome } = answer;
  if (outcome.kind === 'failed')
    return {
      outcome: 'failed',
      message: `The companion does not answer: ${describeAnswer(answer)}.`,
      ...sides,
    };
  if (companion.responses.length === 0)
    return { outcome: 'observed', message: `It answers with ${outcome.status}.`, ...sides };
  if (!companion.responses.some(({ status }) => status === outcome.status))
    return {
      outcome: 'failed',
      message: `It answers with ${outcome.status}, which the document does not declare.`,
      ...sides,
      rule: 'http message binding: statusCode',
    };
  if (outcome.invalid !== undefined)
    return {
      outcome: 'failed',
      message: `The body of the ${outcome.status} breaks its schema: ${outcome.invalid}.`,
      ...sides,
      rule: `schema of the message "${outcome.message ?? ''}"`,
    };
  const paired = pairedStatus(context, companion, body.name);
  if (paired !== undefined && paired < 400 && outcome.status >= 400)
    return {
      outcome: companion.issues === undefined ? 'warned' : 'failed',
      message: `It answers the example "${body.name}" with ${outcome.status}; the example of that name has ${paired}.`,
      ...sides,
      expected: `${paired}, as in the example "${body.name}"`,
      rule: 'examples of equal name are a pair',
    };
  return {
    outcome: 'passed',
    message: `Answered with ${outcome.status} after ${Math.round(outcome.after)} ms.`,
    ...sides,
  };
}

function expectedAnswer(companion: Companion): string {
  if (companion.responses.length === 0) return 'nothing in particular: the document declares no answer';
  return companion.responses.map(({ status, message }) => `${status} "${message}"`).join(', or ');
}

/** The status of the only response that has an example of that name. */
function pairedStatus(context: CheckContext, companion: Companion, name: string): number | undefined {
  if (name === '') return undefined;
  const statuses = new Set(
    companion.responses
      .filter(({ message }) =>
        messageOf(context.contract, message).examples.some((example) => example.name === name),
      )
      .map(({ status }) => status),
  );
  return statuses.size === 1 ? [...statuses][0] : undefined;
}
