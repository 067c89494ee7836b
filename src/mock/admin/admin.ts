import type { Json } from '../../contract/json.ts';
import { jsonOf } from '../../contract/parse-json.ts';
import { headerValue } from '../../rules/credential-value.ts';
import type { Header } from '../../script/script.ts';
import { type PlainAnswer, plainJson } from '../unknown-request.ts';
import { answerToError, BadCall } from './bad-call.ts';
import { controlRoutes } from './control-routes.ts';
import { factRoutes } from './fact-routes.ts';
import { followRoutes } from './follow-journal.ts';
import { messageRoutes } from './message-routes.ts';
import type { Administered, Route } from './route.ts';
import { trafficRoutes } from './traffic-routes.ts';

/** All of the admin API, as `schema/admin.openapi.yaml` describes it. */
export const ADMIN_ROUTES: readonly Route[] = [
  ...factRoutes,
  ...trafficRoutes,
  ...followRoutes,
  ...messageRoutes,
  ...controlRoutes,
];

export interface AdminRequest {
  readonly method: string;
  /** Below `/__countersign`, as it stands on the request line: `/faults/no-reply`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: readonly Header[];
  /** `undefined`: it is longer than a body may be. Absent: there is none. */
  readonly body?: () => Promise<string | undefined>;
}

/** Answers a request whose sender may ask. */
export function administer(
  request: AdminRequest,
  administered: Administered,
): PlainAnswer | Promise<PlainAnswer> {
  const here = ADMIN_ROUTES.flatMap((route) => {
    const parameters = match(route.path, request.path);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = here.find(({ route }) => route.method === method);
  if (found === undefined) return here.length === 0 ? nothingHere(request.path) : wrongMethod(request, here);
  const { route, parameters } = found;
  const { query, headers } = request;
  if (route.method === 'GET' || request.body === undefined)
    return guarded(() => route.answer({ ...administered, parameters, query, headers, body: undefined }));
  return readJson(request, request.body).then(
    (body) => guarded(() => route.answer({ ...administered, parameters, query, headers, body })),
    (error: unknown) => {
      const answer = answerToError(error);
      if (answer === undefined) throw error;
      return answer;
    },
  );
}

function guarded(run: () => PlainAnswer | Promise<PlainAnswer>): PlainAnswer | Promise<PlainAnswer> {
  try {
    return run();
  } catch (error) {
    const answer = answerToError(error);
    if (answer === undefined) throw error;
    return answer;
  }
}

/** `/connections/{id}/close` and `/connections/7/close` → `{ id: '7' }` */
function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decoded(given[index] ?? '');
    if (value === undefined) return undefined;
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined && segment !== value) return undefined;
    if (name !== undefined) {
      if (value === '') return undefined;
      parameters[name] = value;
    }
  }
  return parameters;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

async function readJson(
  { headers }: AdminRequest,
  read: () => Promise<string | undefined>,
): Promise<Json | undefined> {
  const text = await read();
  if (text === undefined) throw new BadCall(413, 'The body is longer than 1 MiB.', { at: 'body' });
  if (text === '') return undefined;
  const type = headerValue(headers, 'content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new BadCall(415, `The body is ${type === '' ? 'of no content type' : type}.`, {
      at: 'header.content-type',
      fix: 'Send Content-Type: application/json.',
    });
  const body = jsonOf(text);
  if (body === undefined)
    throw new BadCall(400, 'The body is no JSON.', { at: 'body', fix: 'Send a JSON object.' });
  return body;
}

function nothingHere(path: string): PlainAnswer {
  const known = [...new Set(ADMIN_ROUTES.map((route) => `/__countersign${route.path}`))];
  return plainJson(404, {
    error: `There is no /__countersign${path}.`,
    fix: 'See /__countersign/openapi.yaml.',
    known,
  });
}

function wrongMethod({ method }: AdminRequest, here: readonly { readonly route: Route }[]): PlainAnswer {
  const allowed = here.map(({ route }) => (route.method === 'GET' ? 'GET, HEAD' : route.method)).join(', ');
  const refusal = plainJson(405, { error: `${method} is not allowed here.`, fix: `It takes ${allowed}.` });
  return { ...refusal, headers: [...refusal.headers, ['Allow', allowed]] };
}
