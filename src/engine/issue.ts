import type { Companion, Issue } from '../contract/companion.ts';
import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import type { Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { CompanionCaller } from '../rules/judge-caller.ts';
import type { Header } from '../script/script.ts';
import { encodeBase64 } from './base64.ts';
import type { Identity } from './credentials.ts';
import type { World } from './world.ts';

/** The response with its fresh credential in it, or the `Set-Cookie` that carries it. */
export interface Issued {
  readonly payload: Json;
  readonly cookie?: string;
}

/** Hands out what the mock will later accept. `x-countersign.issues`. */
export function issueCredential(
  world: World,
  companion: Companion,
  payload: Json,
  request: Json | undefined,
  caller: CompanionCaller,
): Issued {
  const issues = companion.issues?.value;
  if (issues === undefined) return { payload };
  const identity = identityOf(world, companion, issues, payload, request, caller);
  const fresh = freshToken(world);
  const withToken = issues.at === undefined ? payload : writePointer(payload, issues.at, fresh);
  const valid = isValidAnswer(world, companion, withToken);
  // A schema that a fresh token cannot satisfy (a pattern, a constant) leaves only the document's own example.
  const shown = issues.at === undefined ? fresh : valid ? fresh : readPointer(payload, issues.at);
  if (typeof shown === 'string') world.credentials.issue(issues.scheme, shown, identity);
  const carrier = carrierOf(world, issues.scheme);
  if (carrier?.in !== 'cookie' || issues.at !== undefined) return { payload: valid ? withToken : payload };
  const age = issues.ttl === undefined ? '' : `; Max-Age=${Math.ceil(issues.ttl / 1000)}`;
  return { payload, cookie: `${carrier.name}=${fresh}; Path=/; HttpOnly; SameSite=Lax${age}` };
}

/** What a handler hands out is as good as what the mock would have. */
export function takeCredential(
  world: World,
  companion: Companion,
  answer: { readonly payload?: Json; readonly headers: readonly Header[] },
  request: Json | undefined,
  caller: CompanionCaller,
): void {
  const issues = companion.issues?.value;
  if (issues === undefined) return;
  const { payload = null, headers } = answer;
  const carrier = carrierOf(world, issues.scheme);
  const shown =
    issues.at !== undefined
      ? readPointer(payload, issues.at)
      : carrier?.in === 'cookie'
        ? cookieNamed(headers, carrier.name)
        : undefined;
  if (typeof shown !== 'string') return;
  // What the engine's own answer has handed out is known already, with its time.
  if (world.credentials.identity(issues.scheme, shown) !== undefined) return;
  world.credentials.issue(
    issues.scheme,
    shown,
    identityOf(world, companion, issues, payload, request, caller),
  );
}

/** RFC 6265 §4.1.1. */
function cookieNamed(headers: readonly Header[], wanted: string): string | undefined {
  for (const [name, value] of headers) {
    const [, cookie, content] = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(value) ?? [];
    if (name.toLowerCase() === 'set-cookie' && cookie === wanted) return content?.trim();
  }
  return undefined;
}

function identityOf(
  world: World,
  companion: Companion,
  issues: Issue,
  payload: Json,
  request: Json | undefined,
  caller: CompanionCaller,
): Identity {
  const role = issues.role === undefined ? caller.role : readPointer(payload, issues.role);
  return {
    // The same login data is the same person, however often they log in.
    subject: caller.subject ?? `${companion.id} ${JSON.stringify(request ?? null)}`,
    role: typeof role === 'string' ? role : undefined,
    expires: issues.ttl === undefined ? undefined : world.at + issues.ttl,
  };
}

/** Three dotted base64url parts, the shape of a JWT (RFC 7519), that no JWT library accepts. */
function freshToken(world: World): string {
  const part = (text: string): string =>
    encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${part('{"alg":"none","typ":"mock"}')}.${part(`{"jti":"${world.random.uuid()}"}`)}.${world.random.text(16)}`;
}

function isValidAnswer(world: World, companion: Companion, payload: Json): boolean {
  return companion.responses.some(({ message, status }) => {
    const schema = world.contract.messages[message]?.payload;
    return status < 400 && (schema === undefined || world.validators.valid(schema, payload));
  });
}

function carrierOf(world: World, scheme: string): CredentialCarrier | undefined {
  const requirements = [
    ...world.contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
    ...world.contract.companions.flatMap(({ credentials }) => credentials),
  ];
  for (const { anyOf } of requirements) {
    const found = anyOf.find(({ name }) => name === scheme);
    if (found !== undefined) return found.carrier;
  }
  return undefined;
}
