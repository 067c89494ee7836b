import type { CheckContext, Identity } from '../checks/check.ts';
import { type CompanionPayload, companionPayloads } from '../checks/companion-payloads.ts';
import { type ContextOptions, createCheckContext } from '../checks/context.ts';
import type { CredentialMarker } from '../checks/credential-marker.ts';
import { needsIdentity } from '../checks/opening.ts';
import { describeAnswer } from '../checks/received.ts';
import type { Companion } from '../contract/companion.ts';
import type { CredentialScheme } from '../contract/handshake-policy.ts';
import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import type { AnswerRecord } from '../transcript/transcript.ts';
import { fillStep } from './fill-credentials.ts';
import { jwtLifetime } from './jwt.ts';

/** Credentials, given or fetched by the document's own flow; each fetched once, and again when it has expired. */
export interface CredentialStore {
  readonly identities: readonly Identity[];
  /** Why the flow of the document got nobody a credential, in one sentence; absent: it did, or there is none. */
  readonly problem?: string;
  /** The value to put in a marker's place. Rejects with `NoCredential` where it cannot be had. */
  obtain(marker: CredentialMarker): Promise<string>;
}

/** Why a credential cannot be had; its message never holds one. */
export class NoCredential extends Error {
  override readonly name = 'NoCredential';
}

/** Where nothing can be asked. */
export const NO_CREDENTIALS: CredentialStore = {
  identities: [],
  obtain: () => Promise.reject(new NoCredential('the target was not reached')),
};

/** Most examples of a login that are tried, each as somebody of its own. */
const LOGINS = 5;
/** A credential that is good for less than this share of its life is fetched anew. */
const STALE = 0.3;
/** ms. So is one that is good for less than this: a JWT counts whole seconds, and one may have begun before its issue. */
const LEAST_LEFT = 1_500;

interface Held {
  readonly value: string;
  /** ms; absent: nobody knows, or it does not expire. */
  readonly lifetime?: number;
  readonly since: number;
}

interface Person {
  readonly name: string;
  role?: string;
  readonly held: Map<string, Held>;
  readonly given: ReadonlySet<string>;
  /** How the person logs in; absent: the credentials were given. */
  readonly login?: { readonly companion: Companion; readonly body: CompanionPayload };
}

export interface StoreOptions {
  readonly context: Omit<ContextOptions, 'identities'>;
  /** Scheme → credential. */
  readonly given: Readonly<Record<string, string>>;
  readonly clock: Clock;
  transport(companion: Companion): Transport;
  /** Told of every credential, so that it is masked from then on. */
  keepSecret(value: string): void;
}

/** Walks the document's flow (`x-countersign.issues`) for each login example, and sees who gets what. */
export async function createCredentialStore(options: StoreOptions): Promise<CredentialStore> {
  const { contract } = options.context;
  const needed =
    contract.endpoints.some(({ handshake }) => handshake.credentials.some(needsIdentity)) ||
    contract.companions.some(({ credentials }) => credentials.some(needsIdentity));
  const issuers = needed ? contract.companions.filter(({ issues }) => issues !== undefined) : [];
  const people: Person[] = [];

  const givenNames = Object.keys(options.given);
  if (givenNames.length > 0) {
    const held = new Map<string, Held>();
    for (const [scheme, value] of Object.entries(options.given)) {
      options.keepSecret(value);
      held.set(scheme, { value: ready(options, scheme, value), since: options.clock.now() });
    }
    const person: Person = { name: 'given', held, given: new Set(givenNames) };
    await fetchRest(options, person, issuers);
    people.push(person);
  }

  let problem: string | undefined;
  const plain = createCheckContext({ ...options.context, identities: [] });
  for (const companion of issuers.filter(({ credentials }) => !credentials.some(needsIdentity))) {
    for (const body of companionPayloads(plain, companion).slice(0, LOGINS)) {
      const person: Person = {
        name: body.name === '' ? companion.id : `${companion.id}/${body.name}`,
        held: new Map(),
        given: new Set(),
        login: { companion, body },
      };
      const failure = await fetchFrom(options, person, companion, body);
      problem ??= failure;
      if (failure !== undefined) continue;
      await fetchRest(options, person, issuers);
      people.push(person);
    }
  }

  return {
    identities: people.map(identityOf),
    ...(problem === undefined || people.length > 0 ? {} : { problem }),
    obtain: createObtain(options, people, issuers),
  };
}

function identityOf(person: Person): Identity {
  const lifetimes = [...person.held].flatMap(([scheme, { lifetime }]) =>
    lifetime === undefined ? [] : [[scheme, lifetime] as const],
  );
  return {
    name: person.name,
    ...(person.role === undefined ? {} : { role: person.role }),
    schemes: [...person.held.keys()],
    ...(lifetimes.length === 0 ? {} : { lifetimes: Object.fromEntries(lifetimes) }),
  };
}

function createObtain(
  options: StoreOptions,
  people: readonly Person[],
  issuers: readonly Companion[],
): CredentialStore['obtain'] {
  const underWay = new Map<string, Promise<void>>();

  const renew = (person: Person, scheme: string): Promise<void> => {
    const key = `${person.name} ${scheme}`;
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const renewal = refresh(person, scheme).finally(() => underWay.delete(key));
    underWay.set(key, renewal);
    return renewal;
  };

  const refresh = async (person: Person, scheme: string): Promise<void> => {
    const issuer = issuers.find(({ issues }) => issues?.value.scheme === scheme);
    if (issuer === undefined || person.given.has(scheme)) return;
    for (const { anyOf } of issuer.credentials) {
      const needed = anyOf.find(({ name }) => person.held.has(name));
      if (needed !== undefined && isStale(person.held.get(needed.name), options.clock))
        await renew(person, needed.name);
    }
    const body = person.login?.companion === issuer ? person.login.body : undefined;
    const problem = await fetchFrom(options, person, issuer, body);
    if (problem !== undefined) throw new NoCredential(problem);
  };

  return async ({ scheme, identity, fresh }) => {
    const person = people.find(({ name }) => name === identity);
    if (person === undefined) throw new NoCredential(`nobody of the name "${identity}" is known`);
    if (fresh || isStale(person.held.get(scheme), options.clock)) await renew(person, scheme);
    const held = person.held.get(scheme);
    if (held === undefined) throw new NoCredential(`there is no credential for the scheme "${scheme}"`);
    return held.value;
  };
}

function isStale(held: Held | undefined, clock: Clock): boolean {
  if (held === undefined) return true;
  if (held.lifetime === undefined) return false;
  return clock.now() - held.since > held.lifetime - Math.max(LEAST_LEFT, held.lifetime * STALE);
}

/** Asks every issuer whose own credentials the person has by now. */
async function fetchRest(
  options: StoreOptions,
  person: Person,
  issuers: readonly Companion[],
): Promise<void> {
  const left = new Set(issuers.filter(({ issues }) => !person.held.has(issues?.value.scheme ?? '')));
  for (let progress = true; progress; ) {
    progress = false;
    for (const issuer of left) {
      const has = issuer.credentials.every(
        (requirement) =>
          !needsIdentity(requirement) || requirement.anyOf.some(({ name }) => person.held.has(name)),
      );
      if (!has || issuer.credentials.length === 0) continue;
      left.delete(issuer);
      if ((await fetchFrom(options, person, issuer, undefined)) === undefined) progress = true;
    }
  }
}

/** Asks one issuer, and keeps what it hands out. Returns why it handed out nothing. */
async function fetchFrom(
  options: StoreOptions,
  person: Person,
  companion: Companion,
  body: CompanionPayload | undefined,
): Promise<string | undefined> {
  const issue = companion.issues?.value;
  if (issue === undefined) return `"${companion.id}" issues nothing`;
  const identity = identityOf(person);
  const context: CheckContext = createCheckContext({ ...options.context, identities: [identity] });
  const payload = body ?? companionPayloads(context, companion)[0];
  const needsOne = companion.credentials.some(needsIdentity);
  const request = context.request(companion, 'issue', {
    ...payload?.changes,
    identity: needsOne ? identity : 'none',
  });
  if ('unready' in request) return request.unready;
  const filled = await fillStep(request, async ({ scheme }) => person.held.get(scheme)?.value ?? '');
  const since = options.clock.now();
  const answer = await options.transport(companion).request(filled);
  const { outcome } = answer;
  const asked = `${companion.method} ${companion.address}`;
  if (outcome.kind !== 'answered') return `${asked} gave no answer: ${describeAnswer(answer)}`;
  if (outcome.status < 200 || outcome.status > 299) return `${asked} answered with ${outcome.status}`;
  const scheme = schemeOf(options, issue.scheme);
  const payloadOut = parse(outcome.body);
  const raw = issue.at === undefined ? cookieOf(answer, scheme) : readPointer(payloadOut, issue.at);
  const value = typeof raw === 'string' || typeof raw === 'number' ? String(raw) : undefined;
  if (value === undefined || value === '')
    return `${asked} answered with ${outcome.status}, and there is no credential in it (${issue.at ?? 'Set-Cookie'})`;
  options.keepSecret(value);
  const lifetime = jwtLifetime(value) ?? issue.ttl;
  person.held.set(issue.scheme, {
    value: ready(options, issue.scheme, value),
    since,
    ...(lifetime === undefined ? {} : { lifetime }),
  });
  const role = issue.role === undefined ? undefined : readPointer(payloadOut, issue.role);
  if (typeof role === 'string') person.role = role;
  return undefined;
}

function parse(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** RFC 6265 §4.1.1: the cookie of the scheme's name, else the only one there is. */
function cookieOf({ outcome }: AnswerRecord, scheme: CredentialScheme | undefined): string | undefined {
  if (outcome.kind !== 'answered') return undefined;
  const cookies = outcome.headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(value))
    .filter((match) => match !== null);
  const carrier = scheme?.carrier;
  const named = cookies.find(([, name]) => carrier?.in === 'cookie' && name === carrier.name);
  return (named ?? (carrier?.in === 'cookie' ? undefined : cookies[0]))?.[2]?.trim();
}

function schemeOf({ context: { contract } }: StoreOptions, name: string): CredentialScheme | undefined {
  const requirements = [
    ...contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
    ...contract.companions.flatMap(({ credentials }) => credentials),
  ];
  return requirements.flatMap(({ anyOf }) => anyOf).find((scheme) => scheme.name === name);
}

/** As it travels: `user:password` becomes base64 for Basic (RFC 7617 §2). */
function ready(options: StoreOptions, name: string, value: string): string {
  const scheme = schemeOf(options, name);
  const basic = scheme?.carrier.in === 'authorization' && scheme.carrier.scheme === 'Basic';
  return basic && value.includes(':') ? Buffer.from(value).toString('base64') : value;
}
