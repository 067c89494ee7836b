import { jsonOf } from '../../contract/parse-json.ts';
import type { Effect, HandledAnswer, HttpAttempt } from '../../engine/engine.ts';
import { headerValue } from '../../rules/credential-value.ts';
import type { Mask } from '../mask.ts';
import type { CodePlaces } from './code-places.ts';
import type { CompanionContext } from './companion-context.ts';
import type { LooseState } from './context.ts';
import { handledAnswerOf } from './handled-answer-of.ts';
import { isThenable } from './is-thenable.ts';
import type { LoginNames } from './login-names.ts';
import { messageOfThrown } from './thrown.ts';

type Answer = Extract<Effect, { type: 'answer' }>;
export type Ask = Extract<Effect, { type: 'ask' }>;

/** A handler of a companion, as the mock sees it. */
export type RequestHandler = (body: unknown, context: CompanionContext) => unknown;

/** What a request that a handler answers is about. */
export interface AskedRequest {
  readonly ask: Ask;
  readonly request: HttpAttempt;
  readonly shared: LooseState;
  /** Has the engine answer: as the document says, or with what is given. */
  answer(given: HandledAnswer | 'own'): Answer;
}

export interface AnswerOptions {
  readonly mask: Mask;
  readonly loginName: LoginNames;
  readonly places: CodePlaces;
  /** What breaks the contract is answered with 500. */
  readonly strict: boolean;
}

/** The answer of a handler; a promise where it is async. A throw is an answer of 500 that says so in its violation. */
export function answerByHandler(
  handler: RequestHandler,
  asked: AskedRequest,
  options: AnswerOptions,
): Answer | Promise<Answer> {
  const name = `${asked.ask.companion}.request`;
  let own: Answer | undefined;
  const proceed = (): Answer => {
    own ??= asked.answer('own');
    return own;
  };
  const finish = (result: unknown): Answer => {
    if (result === undefined) return proceed();
    const given = handledAnswerOf(result, own !== undefined);
    const answer = asked.answer(given);
    if (answer.violation === undefined) return answer;
    const violation = `The handler ${name} answers against the contract. ${answer.violation}`;
    return options.strict ? broken(asked.ask, violation) : { ...answer, violation };
  };
  const failed = (error: unknown): Answer => {
    const where = options.places.thrown(error);
    const at = where === undefined ? '' : ` at ${where}`;
    return broken(asked.ask, `The handler ${name} threw${at}: ${messageOfThrown(error)}`);
  };
  try {
    const result = handler(asked.ask.body, contextOf(asked, options, proceed));
    return isThenable(result) ? Promise.resolve(result).then(finish).catch(failed) : finish(result);
  } catch (error) {
    return failed(error);
  }
}

function broken({ companion }: Ask, violation: string): Answer {
  return {
    type: 'answer',
    status: 500,
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ error: violation }),
    companion,
    violation,
  };
}

function contextOf(
  { ask, request, shared }: AskedRequest,
  { mask, loginName }: AnswerOptions,
  proceed: () => Answer,
): CompanionContext {
  const { companion, parameters, role, subject } = ask;
  return {
    companion,
    method: request.method,
    path: request.path,
    parameters,
    query: Object.fromEntries(request.query.filter(([name]) => !mask.isSecret(name))),
    origin: headerValue(request.headers, 'origin'),
    role,
    identity: subject === undefined ? undefined : loginName(subject),
    shared,
    proceed() {
      const { status, headers, body } = proceed();
      return {
        status,
        headers: Object.fromEntries(headers),
        body: body === '' ? undefined : (jsonOf(body) ?? body),
      };
    },
  };
}
