import { headerValue } from '../rules/credential-value.ts';
import type { Expectation, Header, Opening, OutgoingFrame, Script, Step } from '../script/script.ts';
import { endpointAt, missingQuery, rulesFor } from './knowledge.ts';
import type { Change } from './probe.ts';
import { parseQuery, setQuery } from './query.ts';
import type { Credential, Subject } from './subject.ts';

/** ms that a 101 is watched for a Close, a FIN or a first frame. HANDSHAKE 4.1. */
const WATCH = 300;
/** ms that the first one is: a check that asks a database or another service may close a little later. */
export const FIRST_WATCH = 800;
/** ms that the answer to the first handshake may take. */
export const FIRST_PATIENCE = 3_500;
/** ms that an HTTP answer may take: a page that is made for the first time may be slow. */
export const HTTP_PATIENCE = 2_500;
/** ms that the answer to a further one may take. */
export const PATIENCE = 1_500;

export interface Variation extends Change {
  /** Another path; the query stays. */
  readonly path?: string;
  /** Nothing that identifies somebody is sent. */
  readonly bare?: true;
}

/** The opening that the client sends, with what the variation changes. */
export function openingOf(
  subject: Subject,
  variation: Variation,
  credentials: readonly Credential[] = subject.credentials,
): Opening {
  const path = variation.path ?? subject.path;
  let search = subject.search;
  let headers: Header[] = [...subject.headers];
  let subprotocols =
    variation.subprotocols === undefined ? [...subject.subprotocols] : [...(variation.subprotocols ?? [])];

  if (variation.bare === true || variation.credential !== undefined || variation.moved === true) {
    ({ search, headers } = withoutCredentials(subject, search, headers));
  }
  // A header of the user's own may be a credential, too.
  if (variation.bare === true) headers = [];
  const shown = variation.bare === true ? [] : shownCredentials(variation, subject, credentials);
  for (const { carrier, value } of shown) {
    switch (carrier.in) {
      case 'query':
        search = setQuery(search, carrier.name, value);
        break;
      case 'header':
        headers = [...headers, [carrier.name, value]];
        break;
      case 'cookie':
        headers = addCookie(headers, `${carrier.name}=${value}`);
        break;
      case 'authorization':
        headers = [...headers, ['Authorization', `${carrier.scheme} ${value}`]];
        break;
      case 'subprotocol':
        subprotocols = [...subprotocols, carrier.prefix + value];
        break;
      case 'elsewhere':
    }
  }
  if (variation.query === true) {
    for (const { name, example } of missingQuery(rulesFor(subject, path), (each) => hasQuery(search, each)))
      search = setQuery(search, name, example ?? 'countersign');
  }
  const origin = variation.origin === undefined ? subject.origin : (variation.origin ?? undefined);
  return {
    target: path + search,
    ...(origin === undefined ? {} : { origin }),
    ...(subprotocols.length === 0 ? {} : { subprotocols }),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

function shownCredentials(
  { credential, moved }: Variation,
  subject: Subject,
  all: readonly Credential[],
): readonly Credential[] {
  if (moved === true) return movedCredentials(subject);
  if (credential === undefined) return subject.credentials;
  if (credential === null) return [];
  if (credential === 'garbage') {
    const [scheme] = endpointAt(subject)?.handshake.credentials[0]?.anyOf ?? [];
    return scheme === undefined
      ? []
      : [{ scheme: scheme.name, carrier: scheme.carrier, value: `no-${subject.nonce}`, owner: 'nobody' }];
  }
  const wanted = new Set(
    (rulesFor(subject)?.handshake.credentials ?? []).flatMap(({ anyOf }) => anyOf.map(({ name }) => name)),
  );
  return all.filter(({ owner, scheme }) => owner === credential.owner && wanted.has(scheme));
}

/** The value that the client shows somewhere else, in the place that the document names; empty where it is there already. */
export function movedCredentials(subject: Subject): readonly Credential[] {
  const schemes = (rulesFor(subject)?.handshake.credentials ?? []).flatMap(({ anyOf }) => anyOf);
  const [value] = shownValues(subject);
  const [scheme] = schemes;
  if (value === undefined || scheme === undefined || subject.credentials.length > 0) return [];
  const isThere = schemes.some(({ carrier }) => {
    switch (carrier.in) {
      case 'query':
        return hasQuery(subject.search, carrier.name);
      case 'header':
        return headerValue(subject.headers, carrier.name) !== undefined;
      case 'cookie':
        return (headerValue(subject.headers, 'cookie') ?? '').includes(`${carrier.name}=`);
      case 'authorization':
        return headerValue(subject.headers, 'authorization') !== undefined;
      default:
        return true;
    }
  });
  return isThere ? [] : [{ scheme: scheme.name, carrier: scheme.carrier, value, owner: 'given' }];
}

function withoutCredentials(
  subject: Subject,
  search: string,
  headers: readonly Header[],
): { search: string; headers: Header[] } {
  let left = search;
  for (const name of credentialParameters(subject)) left = setQuery(left, name, undefined);
  return { search: left, headers: headers.filter(([name]) => !/^(authorization|cookie)$/i.test(name)) };
}

const NAMED_LIKE_ONE = /^([\w.-]*(token|secret|password|jwt|ticket|api_?key)|key|auth)$/i;

/** Query parameters of the URL that carry a credential: by the document, else by their name. */
export function credentialParameters(subject: Subject): readonly string[] {
  const declared = (rulesFor(subject)?.handshake.credentials ?? []).flatMap(({ anyOf }) =>
    anyOf.flatMap(({ carrier }) => (carrier.in === 'query' ? [carrier.name] : [])),
  );
  return parseQuery(subject.search)
    .map(([name]) => name)
    .filter((name) => declared.includes(name) || NAMED_LIKE_ONE.test(name));
}

/** What a program writes where it has no value: `?token=${undefined}`. */
function isHollow(value: string): boolean {
  return ['', 'undefined', 'null', 'none', 'nan', '[object object]'].includes(value.trim().toLowerCase());
}

/** Query parameters that should carry a credential, and carry nothing: `token=`, `token=undefined`. */
export function hollowParameters(subject: Subject): readonly string[] {
  const names = new Set(credentialParameters(subject));
  return parseQuery(subject.search).flatMap(([name, value]) =>
    names.has(name) && isHollow(value) ? [`${name}=${value}`] : [],
  );
}

/** The values of credentials that stand in the URL and the headers: to be masked, and to be looked into. */
export function shownValues(subject: Subject): readonly string[] {
  const names = new Set(credentialParameters(subject));
  const query = parseQuery(subject.search).flatMap(([name, value]) =>
    names.has(name) && !isHollow(value) ? [value] : [],
  );
  const authorization = headerValue(subject.headers, 'authorization');
  const cookies = (headerValue(subject.headers, 'cookie') ?? '')
    .split(';')
    .map((pair) => pair.replace(/^[^=]*=/, '').trim());
  return [
    ...query,
    ...cookies.filter((value) => value !== ''),
    ...subject.credentials.map(({ value }) => value),
    ...(authorization === undefined ? [] : [authorization.replace(/^\S+\s+/, '')]),
  ];
}

export function hasQuery(search: string, name: string): boolean {
  return parseQuery(search).some(([each]) => each === name);
}

function addCookie(headers: readonly Header[], pair: string): Header[] {
  const before = headerValue(headers, 'cookie');
  return [
    ...headers.filter(([name]) => name.toLowerCase() !== 'cookie'),
    ['Cookie', before === undefined ? pair : `${before}; ${pair}`],
  ];
}

/** What is said once the connection is open, and what is then listened for. */
export interface Say {
  readonly frame: OutgoingFrame;
  readonly until: Expectation;
  readonly within: number;
}

/** Opens, watches for an end (default 300 ms), says something and listens; then leaves. */
export function handshakeScript(
  opening: Opening,
  within: number = PATIENCE,
  say?: Say,
  watch: number = WATCH,
): Script {
  const talk: readonly Step[] =
    say === undefined
      ? []
      : [
          // What came by itself is taken out of the way: it answers nothing.
          { do: 'expect', on: 'a', until: { count: 1_000 }, within: 10 },
          { do: 'send', on: 'a', frame: say.frame },
          { do: 'expect', on: 'a', until: say.until, within: say.within },
        ];
  return {
    steps: [
      { do: 'connect', on: 'a', opening, within },
      { do: 'expect', on: 'a', until: { closed: true }, within: watch },
      ...talk,
    ],
    deadline: within + 1_000 + watch + (say?.within ?? 0),
  };
}

/** Index of the step from which on what comes may be an answer to what was said. */
export const SAID = 3;
