import type { CheckContext, Identity } from '../checks/check.ts';
import { type CompanionPayload, companionPayloads } from '../checks/companion-payloads.ts';
import { type ContextOptions, createCheckContext } from '../checks/context.ts';
import type { CredentialMarker } from '../checks/credential-marker.ts';
import { needsIdentity } from '../checks/opening.ts';
import { describeAnswer } from '../checks/received.ts';
import type { Companion } from '../contract/companion.ts';
import { readPointer } from '../contract/json-pointer.ts';
import { jsonOf } from '../contract/parse-json.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import { asSent, credentialScheme, issuedCookie } from './credential-forms.ts';
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

/** Gets a credential: logs in, say. Asked once, and again when a fresh one is needed. */
export type CredentialProvider = () => string | Promise<string>;

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
  /** Where a given credential comes from, by its scheme; a text that was given comes from nowhere. */
  readonly providers: ReadonlyMap<string, CredentialProvider>;
  /** How the person logs in; absent: the credentials were given. */
  readonly login?: { readonly companion: Companion; readonly body: CompanionPayload };
}

export interface StoreOptions {
  readonly context: Omit<ContextOptions, 'identities'>;
  /** Scheme → credential, or where to get one. */
  readonly given: Readonly<Record<string, string | CredentialProvider>>;
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

  let problem: string | undefined;
  const givenNames = Object.keys(options.given);
  if (givenNames.length > 0) {
    const providers = new Map(
      Object.entries(options.given).map(([scheme, from]) => [
        scheme,
        typeof from === 'string' ? () => from : from,
      ]),
    );
    const person: Person = { name: 'given', held: new Map(), given: new Set(givenNames), providers };
    for (const scheme of givenNames) {
      const failure = await provide(options, person, scheme);
      problem ??= failure;
    }
    await fetchRest(options, person, issuers);
    if (person.held.size > 0) people.push(person);
  }

  const plain = createCheckContext({ ...options.context, identities: [] });
  for (const companion of issuers.filter(({ credentials }) => !credentials.some(needsIdentity))) {
    for (const body of companionPayloads(plain, companion).slice(0, LOGINS)) {
      const person: Person = {
        name: body.name === '' ? companion.id : `${companion.id}/${body.name}`,
        held: new Map(),
        given: new Set(),
        providers: new Map(),
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
    if (person.given.has(scheme)) {
      const failure = await provide(options, person, scheme);
      if (failure !== undefined) throw new NoCredential(failure);
      return;
    }
    if (issuer === undefined) return;
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

/** Asks the provider of a given credential. Returns why there is none. */
async function provide(options: StoreOptions, person: Person, scheme: string): Promise<string | undefined> {
  const since = options.clock.now();
  let value: string | undefined;
  try {
    value = await person.providers.get(scheme)?.();
  } catch (error) {
    return `the provider of "${scheme}" failed: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (typeof value !== 'string' || value === '') return `the provider of "${scheme}" gave no text`;
  options.keepSecret(value);
  // A text that was given is all there is: it is never too old.
  const lifetime = typeof options.given[scheme] === 'string' ? undefined : jwtLifetime(value);
  person.held.set(scheme, {
    value: asSent(credentialScheme(options.context.contract, scheme), value),
    since,
    ...(lifetime === undefined ? {} : { lifetime }),
  });
  return undefined;
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
  const scheme = credentialScheme(options.context.contract, issue.scheme);
  const payloadOut = jsonOf(outcome.body);
  const raw = issue.at === undefined ? issuedCookie(answer, scheme) : readPointer(payloadOut, issue.at);
  const value = typeof raw === 'string' || typeof raw === 'number' ? String(raw) : undefined;
  if (value === undefined || value === '')
    return `${asked} answered with ${outcome.status}, and there is no credential in it (${issue.at ?? 'Set-Cookie'})`;
  options.keepSecret(value);
  const lifetime = jwtLifetime(value) ?? issue.ttl;
  person.held.set(issue.scheme, {
    value: asSent(scheme, value),
    since,
    ...(lifetime === undefined ? {} : { lifetime }),
  });
  const role = issue.role === undefined ? undefined : readPointer(payloadOut, issue.role);
  if (typeof role === 'string') person.role = role;
  return undefined;
}
