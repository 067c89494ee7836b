import type { Companion } from '../contract/companion.ts';
import type { CredentialCarrier } from '../contract/handshake-policy.ts';
import type { Json } from '../contract/json.ts';
import { readPointer, writePointer } from '../contract/json-pointer.ts';
import type { CompanionCaller } from '../rules/judge-caller.ts';
import { encodeBase64 } from './base64.ts';
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
  const role = issues.role === undefined ? caller.role : readPointer(payload, issues.role);
  const identity = {
    // The same login data is the same person, however often they log in.
    subject: caller.subject ?? `${companion.id} ${JSON.stringify(request ?? null)}`,
    role: typeof role === 'string' ? role : undefined,
    expires: issues.ttl === undefined ? undefined : world.at + issues.ttl,
  };
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
