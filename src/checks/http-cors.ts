import type { Companion, CorsPolicy } from '../contract/companion.ts';
import type { Finding } from '../result/result.ts';
import type { Header, RequestStep } from '../script/script.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';
import { type Check, type CheckCase, type CheckContext, defineCheck } from './check.ts';
import { companionPayloads } from './companion-payloads.ts';
import { type CaseHead, isUnready, runnable, unready } from './endpoint-case.ts';
import { FOREIGN_ORIGIN } from './origin-case.ts';
import { nested } from './promise-lines.ts';
import { describeAnswer, sentRequest } from './received.ts';

/** Fetch standard, CORS-safelisted: these are sent without asking first. */
const SIMPLE_METHODS = new Set(['GET', 'HEAD', 'POST']);
const SIMPLE_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

export const httpCors: Check = defineCheck({
  id: 'http.cors',
  title: 'Pages of the allowed origins, and no others, may read the companions',
  area: 'http',
  source: 'x-countersign.cors, origins; Fetch standard, CORS protocol',
  row: 'K1–K6, K11',
  follows: [{ check: 'http.companion', all: true }],
  explain:
    'A page of another origin can read an answer only with the right Access-Control headers, and a browser asks first (preflight) for anything but a plain request. A frontend that cannot fetch its token never gets to the WebSocket.',
  plan: (context) =>
    context.contract.companions.flatMap((companion, i): readonly CheckCase[] =>
      companion.cors === undefined
        ? observed(context, companion, i)
        : planned(context, companion, companion.cors.value),
    ),
});

function headOf(companion: Companion, name: string, title: string): CaseHead {
  const promised = companion.cors;
  return {
    name: `${companion.id}/${name}`,
    title: `${companion.method} ${companion.address}: ${title}`,
    basis: promised?.basis ?? 'none',
    companion: companion.id,
    at: promised?.at ?? companion.at,
    covers: promised === undefined ? [] : [`companion:${companion.id}.cors`],
  };
}

function planned(context: CheckContext, companion: Companion, policy: CorsPolicy): readonly CheckCase[] {
  const allowed = policy.origins === 'any' ? 'https://any-site.test' : policy.origins[0];
  const [body] = companionPayloads(context, companion);
  const cases: CheckCase[] = [];
  const add = (
    name: string,
    title: string,
    origin: string,
    preflight: boolean,
    judge: (answer: AnswerRecord) => Finding,
  ): void => {
    const head = headOf(companion, name, title);
    const request = context.request(companion, 'answer', { ...body?.changes, origin });
    if (isUnready(request)) {
      cases.push(unready(head, request));
      return;
    }
    const { companion: _, ...plain } = preflight ? preflightOf(request) : request;
    cases.push(
      runnable(head, { steps: [plain], deadline: request.within + 1_000 }, ({ answers: { answer } }) => {
        if (answer === undefined || answer.outcome.kind === 'failed')
          return {
            outcome: 'skipped',
            message: `Not tried: ${answer === undefined ? 'the request did not take place' : describeAnswer(answer)}.`,
            remedy: 'See http.companion.',
          };
        return judge(answer);
      }),
    );
  };
  const request = context.request(companion, 'answer', body?.changes);
  const asksFirst = !isUnready(request) && needsPreflight(request);
  if (allowed !== undefined) {
    add('allowed', `a page of ${allowed} may read the answer`, allowed, false, (answer) =>
      judgeAllowed(answer, allowed, policy, undefined),
    );
    if (asksFirst)
      add('preflight', `a page of ${allowed} may ask`, allowed, true, (answer) =>
        judgeAllowed(answer, allowed, policy, companion.method),
      );
  }
  if (policy.origins !== 'any')
    add(
      'foreign',
      'a page of a foreign origin may not read the answer',
      FOREIGN_ORIGIN,
      asksFirst,
      judgeForeign,
    );
  return cases;
}

/** One look is enough: CORS is configured for a server, not for a path. */
function observed(context: CheckContext, companion: Companion, index: number): readonly CheckCase[] {
  const first = context.contract.companions.findIndex(
    ({ server, cors }) => server === companion.server && cors === undefined,
  );
  if (first !== index) return [];
  const head = headOf(companion, 'observed', 'a page of another origin');
  const [body] = companionPayloads(context, companion);
  const request = context.request(companion, 'answer', { ...body?.changes, origin: FOREIGN_ORIGIN });
  if (isUnready(request)) return [unready(head, request)];
  const { companion: _, ...plain } = request;
  const what = `${companion.method} ${companion.address}`;
  return [
    runnable(head, { steps: [plain], deadline: request.within + 1_000 }, ({ answers: { answer } }) => {
      if (answer?.outcome.kind !== 'answered')
        return { outcome: 'skipped', message: 'Not tried: no answer came.', remedy: 'See http.companion.' };
      const allow = headerOf(answer, 'access-control-allow-origin');
      const lines = allow === undefined ? undefined : ['origins: any', 'cors: { credentials: false }'];
      const withCookie = headerOf(answer, 'access-control-allow-credentials') === 'true';
      if (allow === FOREIGN_ORIGIN && withCookie)
        return {
          outcome: 'warned',
          message: "A page of any site may read the answer with its visitor's cookies.",
          sent: sentRequest(answer),
          expected: 'no Access-Control-Allow-Credentials for an Origin that nobody named',
          received: describeCors(answer),
          rule: 'CWE-942',
          promise: nested(
            ['servers', companion.server, 'x-countersign'],
            ['origins: [https://your-site.example]', 'cors: { credentials: true }'],
          ),
        };
      return {
        outcome: 'observed',
        message:
          allow === undefined
            ? `A page of another origin may not read ${what}.`
            : `A page of another origin may read ${what} (${allow}).`,
        sent: sentRequest(answer),
        received: describeCors(answer),
        ...(lines === undefined
          ? {}
          : { promise: nested(['servers', companion.server, 'x-countersign'], lines) }),
      };
    }),
  ];
}

function needsPreflight(request: RequestStep): boolean {
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const own = request.headers.some(([name]) => !/^(content-type|cookie|origin)$/i.test(name));
  return !SIMPLE_METHODS.has(request.method) || own || (type !== undefined && !SIMPLE_TYPES.test(type));
}

/** Fetch standard §4.8: an OPTIONS that says what would be sent. Credentials are never part of it. */
function preflightOf(request: RequestStep): RequestStep {
  const names = request.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => name !== 'origin' && name !== 'cookie')
    .sort();
  const { body: _, ...rest } = request;
  return {
    ...rest,
    method: 'OPTIONS',
    headers: [
      ...request.headers.filter(([name]) => name.toLowerCase() === 'origin'),
      ['Access-Control-Request-Method', request.method],
      ...(names.length === 0 ? [] : [['Access-Control-Request-Headers', names.join(',')] as Header]),
    ],
  };
}

function judgeAllowed(
  answer: AnswerRecord,
  origin: string,
  policy: CorsPolicy,
  method: string | undefined,
): Finding {
  const allow = headerOf(answer, 'access-control-allow-origin');
  const sides = {
    sent: sentRequest(answer),
    expected: `Access-Control-Allow-Origin: ${origin}${policy.credentials ? ', Access-Control-Allow-Credentials: true' : ' (or *)'}`,
    received: describeCors(answer),
    rule: 'Fetch standard, CORS check',
  };
  const fail = (message: string): Finding => ({ outcome: 'failed', message, ...sides });
  if (countOf(answer, 'access-control-allow-origin') > 1)
    return fail(
      'Access-Control-Allow-Origin stands in the answer more than once; a browser takes none of them.',
    );
  if (allow === undefined)
    return fail(`A page of ${origin} may not read the answer: it has no Access-Control-Allow-Origin.`);
  if (allow !== origin && allow !== '*')
    return fail(`Access-Control-Allow-Origin names "${allow}", and not ${origin}.`);
  if (policy.credentials && allow === '*')
    return fail('With credentials, a browser does not take Access-Control-Allow-Origin: *.');
  if (policy.credentials && headerOf(answer, 'access-control-allow-credentials') !== 'true')
    return fail(
      'The answer has no Access-Control-Allow-Credentials: true; a request with a cookie cannot be read.',
    );
  if (method !== undefined) {
    const { outcome } = answer;
    if (outcome.kind === 'answered' && (outcome.status < 200 || outcome.status > 299))
      return fail(`The preflight is answered with ${outcome.status}; a browser wants a 2xx.`);
    const methods = listOf(answer, 'access-control-allow-methods');
    if (
      !SIMPLE_METHODS.has(method) &&
      !methods.includes(method.toLowerCase()) &&
      !(methods.includes('*') && !policy.credentials)
    )
      return fail(`Access-Control-Allow-Methods does not have ${method}.`);
    const asked =
      answer.request.headers.find(([name]) => /^access-control-request-headers$/i.test(name))?.[1] ?? '';
    const headers = listOf(answer, 'access-control-allow-headers');
    const lacking = asked
      .split(',')
      .find(
        (name) => name !== '' && !headers.includes(name) && !(headers.includes('*') && !policy.credentials),
      );
    if (lacking !== undefined) return fail(`Access-Control-Allow-Headers does not have ${lacking}.`);
  }
  // A cache that is not told keeps the answer for one origin, and gives it to the next (Fetch standard, CORS and caches).
  const isReflected = allow === origin && (policy.origins === 'any' || policy.origins.length > 1);
  if (isReflected && !listOf(answer, 'vary').some((name) => name === 'origin' || name === '*'))
    return {
      outcome: 'warned',
      message: 'The answer differs by Origin, and has no Vary: Origin; a cache may give it to another page.',
      ...sides,
      basis: 'protocol',
      rule: 'Fetch standard, CORS protocol and HTTP caches',
    };
  return { outcome: 'passed', message: 'Allowed.', ...sides };
}

function judgeForeign(answer: AnswerRecord): Finding {
  const allow = headerOf(answer, 'access-control-allow-origin');
  const sides = {
    sent: sentRequest(answer),
    expected: `no Access-Control-Allow-Origin for ${FOREIGN_ORIGIN}`,
    received: describeCors(answer),
    rule: 'x-countersign.origins',
  };
  return allow === FOREIGN_ORIGIN || allow === '*'
    ? {
        outcome: 'failed',
        message: `A page of a foreign origin may read the answer (Access-Control-Allow-Origin: ${allow}).`,
        ...sides,
      }
    : { outcome: 'passed', message: 'Not allowed.', ...sides };
}

function describeCors(answer: AnswerRecord): string {
  if (answer.outcome.kind !== 'answered') return describeAnswer(answer);
  const headers = answer.outcome.headers
    .filter(([name]) => /^access-control-/i.test(name))
    .map((header) => header.join(': '));
  return `${answer.outcome.status}, ${headers.length === 0 ? 'no Access-Control headers' : headers.join(', ')}`;
}

function headerOf({ outcome }: AnswerRecord, name: string): string | undefined {
  if (outcome.kind !== 'answered') return undefined;
  return outcome.headers.find(([header]) => header.toLowerCase() === name)?.[1].trim();
}

function countOf({ outcome }: AnswerRecord, name: string): number {
  return outcome.kind === 'answered'
    ? outcome.headers.filter(([header]) => header.toLowerCase() === name).length
    : 0;
}

function listOf(answer: AnswerRecord, name: string): readonly string[] {
  return (headerOf(answer, name) ?? '').split(',').map((member) => member.trim().toLowerCase());
}
