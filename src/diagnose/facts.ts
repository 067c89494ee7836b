import type { Endpoint } from '../contract/endpoint.ts';
import type { Header } from '../script/script.ts';
import {
  type Entry,
  type EntryOf,
  type Evidence,
  entriesOf,
  httpIn,
  receptionIn,
  refusedLater,
} from './evidence.ts';
import { recognise } from './fingerprints.ts';
import { endpointAt } from './knowledge.ts';
import { shownValues } from './openings.ts';
import { ownPage } from './own-pages.ts';
import { passes, type Reception } from './reception.ts';
import type { Seen, ServerName } from './seen.ts';
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
  /** Plain HTTP was asked, at the target and beside it, and got no answer either. */
  readonly gone: boolean;
  /** Variations and other paths that got in, where the client's own handshake did not. */
  readonly flips: readonly EntryOf<'variation'>[];
  /** The very same handshake was accepted at one time and refused at another: then no flip says anything. */
  readonly unstable: string | undefined;
  /** Paths that are answered by WebSocket code, though not opened: otherwise than those that cannot exist. */
  readonly known: readonly EntryOf<'path'>[];
  /** The proxy whose own page the answer is: the server behind it was not asked. */
  readonly proxyPage: ServerName | undefined;
  readonly paths: readonly EntryOf<'path'>[];
  /** `info` and paths of `/openapi.json`, where it has one. */
  readonly openapi:
    | { readonly title: string; readonly version: string; readonly paths: readonly string[] }
    | undefined;
}

export function factsOf(evidence: Evidence): Facts {
  const { subject } = evidence;
  // Where the first attempt got no answer and the second one did, the server was slow: the second one counts.
  const baselines = entriesOf(evidence, 'baseline').map((entry) => receptionIn(entry));
  const base = baselines.find((each) => each !== undefined && !isTimedOut(each)) ?? baselines[0];
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
    // Another port is another server, whatever it is.
    if (entry.probe.aim.of === 'neighbour') return [];
    const http = httpIn(entry);
    if (http !== undefined) return [{ upgrade: false, ...http }];
    const reception = receptionIn(entry);
    if (reception?.kind === 'refused') return [{ upgrade: true, ...reception.outcome }];
    if (reception?.kind === 'open' || reception?.kind === 'closed')
      return [{ upgrade: true, ...reception.outcome, body: '' }];
    return [];
  });
  const servers = recognise(seen);
  const refused = base !== undefined && !passes(base);
  const unstable = readUnstable(evidence, refused, base);
  return {
    evidence,
    subject,
    endpoint: endpointAt(subject),
    base,
    refused,
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
    flips:
      refused && unstable === undefined
        ? entriesOf(evidence, 'variation').filter((entry) => passes(receptionIn(entry)))
        : [],
    gone: gets.length > 1 && gets.every((entry) => httpIn(entry) === undefined),
    unstable,
    known: knownPaths(
      evidence,
      asked.map(({ reception, path }) => signatureOf(reception, path)),
    ),
    proxyPage: base?.kind === 'refused' ? ownPage({ upgrade: true, ...base.outcome }) : undefined,
    paths: entriesOf(evidence, 'path').filter((entry) => passes(receptionIn(entry))),
    openapi: readOpenApi(httpIn(entriesOf(evidence, 'openapi')[0])?.body),
  };
}

function isTimedOut(reception: Reception): boolean {
  return reception.kind === 'silent' || (reception.kind === 'unreached' && reception.code === 'TIMEOUT');
}

/** The probe that contradicts the baseline, though it sends the same. */
function readUnstable(evidence: Evidence, refused: boolean, base: Reception | undefined): string | undefined {
  // Of two paths that nobody can know, one gets in and one does not: the path decides nothing, chance does.
  const controls = entriesOf(evidence, 'control').filter((entry) => receptionIn(entry)?.kind !== 'silent');
  const open = controls.filter((entry) => passes(receptionIn(entry)));
  if (base?.kind !== 'silent' && open.length > 0 && open.length < controls.length) return open[0]?.probe.id;
  const lost = entriesOf(evidence, 'variation-again').find((entry) => {
    const again = receptionIn(entry);
    return again !== undefined && again.kind !== 'unreached' && again.kind !== 'silent' && !passes(again);
  });
  if (lost !== undefined) return lost.probe.id;
  // A credential may be good for one connection only; a handshake without any may not.
  const later = shownValues(evidence.subject).length > 0 ? undefined : refusedLater(evidence);
  if (!refused && later !== undefined) return later.probe.id;
  return entriesOf(evidence, 'repeat').find((entry) => {
    const again = receptionIn(entry);
    return again !== undefined && again.kind !== 'unreached' && passes(again) === refused;
  })?.probe.id;
}

/** HANDSHAKE 4.3: a path counts only where it is answered otherwise than its siblings, and not as plain HTTP is. */
function knownPaths(evidence: Evidence, controls: readonly string[]): readonly EntryOf<'path'>[] {
  if (controls.length === 0) return [];
  return entriesOf(evidence, 'path').filter((entry) => {
    const reception = receptionIn(entry);
    if (reception?.kind !== 'refused' || ![400, 401, 403, 426].includes(reception.outcome.status))
      return false;
    return !controls.includes(signatureOf(reception, entry.aim.path));
  });
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
