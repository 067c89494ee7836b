import type { Endpoint } from '../contract/endpoint.ts';
import type { Header } from '../script/script.ts';
import { type Entry, type EntryOf, type Evidence, entriesOf, httpIn, receptionIn } from './evidence.ts';
import { recognise, type Seen, type ServerName } from './fingerprints.ts';
import { endpointAt } from './knowledge.ts';
import { passes, type Reception } from './reception.ts';
import { maskBody, signatureOf } from './signature.ts';
import type { Subject } from './subject.ts';

export interface HttpFact {
  readonly id: string;
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** What the causes look at: the evidence, compared. */
export interface Facts {
  readonly evidence: Evidence;
  readonly subject: Subject;
  readonly endpoint: Endpoint | undefined;
  /** The first handshake, exactly as the client sends it. */
  readonly base: Reception | undefined;
  /** It did not end in an open connection. */
  readonly refused: boolean;
  readonly controls: readonly Reception[];
  /** Are both controls answered as the target is? `undefined`: not asked. */
  readonly alike: boolean | undefined;
  readonly get: HttpFact | undefined;
  readonly getControl: HttpFact | undefined;
  readonly noUpgrade: HttpFact | undefined;
  /** Was the upgrade answered as the same request without it is? */
  readonly asPlain: boolean | undefined;
  readonly server: { readonly server: ServerName; readonly by: string } | undefined;
  readonly proxy: { readonly server: ServerName; readonly by: string } | undefined;
  /** Variations and other paths that got in. */
  readonly flips: readonly EntryOf<'variation'>[];
  readonly paths: readonly EntryOf<'path'>[];
  /** `info` and paths of `/openapi.json`, where it has one. */
  readonly openapi:
    | { readonly title: string; readonly version: string; readonly paths: readonly string[] }
    | undefined;
}

export function factsOf(evidence: Evidence): Facts {
  const { subject } = evidence;
  const base = receptionIn(entriesOf(evidence, 'baseline')[0]);
  const asked = entriesOf(evidence, 'control').flatMap((entry) => {
    const reception = receptionIn(entry);
    // A control that got no answer, where the target got one, compares with nothing: the server was slow.
    if (reception === undefined || (reception.kind === 'silent' && base?.kind !== 'silent')) return [];
    return [{ reception, path: entry.aim.path }];
  });
  const signature = base === undefined ? undefined : signatureOf(base, subject.path);
  const gets = entriesOf(evidence, 'get');
  const noUpgrade = httpFact(entriesOf(evidence, 'no-upgrade')[0]);
  const seen = evidence.entries.flatMap((entry): Seen[] => {
    const http = httpIn(entry);
    if (http !== undefined) return [{ upgrade: false, ...http }];
    const reception = receptionIn(entry);
    if (reception?.kind !== 'refused') return [];
    return [{ upgrade: true, ...reception.outcome }];
  });
  const servers = recognise(seen);
  return {
    evidence,
    subject,
    endpoint: endpointAt(subject),
    base,
    refused: base !== undefined && !passes(base),
    controls: asked.map(({ reception }) => reception),
    alike:
      signature === undefined || asked.length === 0
        ? undefined
        : asked.every(({ reception, path }) => signatureOf(reception, path) === signature),
    get: httpFact(gets.find(({ aim }) => aim.at === 'target')),
    getControl: httpFact(gets.find(({ aim }) => aim.at === 'control')),
    noUpgrade,
    asPlain: answeredAsPlain(base, noUpgrade, subject.path),
    server: servers.find(({ proxy }) => !proxy),
    proxy: servers.find(({ proxy }) => proxy),
    flips: entriesOf(evidence, 'variation').filter((entry) => passes(receptionIn(entry))),
    paths: entriesOf(evidence, 'path').filter((entry) => passes(receptionIn(entry))),
    openapi: readOpenApi(httpIn(entriesOf(evidence, 'openapi')[0])?.body),
  };
}

function httpFact(entry: Entry | undefined): HttpFact | undefined {
  const http = httpIn(entry);
  return http === undefined || entry === undefined ? undefined : { id: entry.probe.id, ...http };
}

function answeredAsPlain(
  base: Reception | undefined,
  plain: HttpFact | undefined,
  path: string,
): boolean | undefined {
  if (base?.kind !== 'refused' || plain === undefined) return undefined;
  const { status, body } = base.outcome;
  return status === plain.status && maskBody(body, path) === maskBody(plain.body, path);
}

function readOpenApi(body: string | undefined): Facts['openapi'] {
  if (body === undefined || !body.trimStart().startsWith('{')) return undefined;
  // What is cut at the transcript's limit is no JSON any more; its head still tells the title.
  const title = /"info":\s*\{\s*"title":\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  const version = /"info":\s*\{[^{}]*"version":\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  if (title === undefined || version === undefined) return undefined;
  const paths = [...body.matchAll(/"(\/[^"\\\s]*)":\s*\{\s*"(?:get|post|put|patch|delete|options|head)"/g)];
  return { title, version, paths: paths.map(([, path]) => path ?? '') };
}

/** The value of the first header of that name. */
export function fieldOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}
