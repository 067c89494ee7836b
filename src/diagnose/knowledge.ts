import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { isRequest, messageOf } from '../contract/queries.ts';
import { compileAddress, fillAddress } from '../rules/address.ts';
import type { OutgoingFrame } from '../script/script.ts';
import type { Subject } from './subject.ts';

/** The endpoint of the document that the URL's path belongs to; the one with the fewest parameters. */
export function endpointAt(subject: Subject): Endpoint | undefined {
  return candidates(subject.contract, subject.path)[0];
}

function candidates(contract: Contract | undefined, path: string): readonly Endpoint[] {
  if (contract === undefined) return [];
  const plain = decodePath(path);
  return contract.endpoints
    .map((endpoint) => ({ endpoint, matcher: compileAddress(endpoint.address) }))
    .filter(({ matcher }) => matcher.match(plain) !== undefined)
    .sort((a, b) => a.matcher.parameters - b.matcher.parameters)
    .map(({ endpoint }) => endpoint);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The endpoint whose rules count: the one at the URL, else the only one, or the one most like it. */
export function rulesFor(subject: Subject, path: string = subject.path): Endpoint | undefined {
  const [exact] = candidates(subject.contract, path);
  if (exact !== undefined) return exact;
  return declaredPaths(subject)[0]?.endpoint;
}

/** Where the document says that a WebSocket is: filled addresses, those most like the URL's path first. */
export function declaredPaths(
  subject: Subject,
): readonly { readonly path: string; readonly endpoint: Endpoint }[] {
  const words = wordsOf(subject.path);
  return (subject.contract?.endpoints ?? [])
    .flatMap((endpoint) => {
      const values = exampleParameters(endpoint);
      if (values === undefined || endpoint.absent !== undefined) return [];
      const path = fillAddress(endpoint.address, values);
      const shared = wordsOf(endpoint.address).filter((word) => words.includes(word)).length;
      return [{ path, endpoint, shared }];
    })
    .sort((a, b) => b.shared - a.shared || a.endpoint.parameters.length - b.endpoint.parameters.length);
}

function wordsOf(path: string): readonly string[] {
  return path
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The origins that the document allows; `undefined` where it says nothing, or `any`. */
export function allowedOrigins(subject: Subject): readonly string[] | undefined {
  const origins = rulesFor(subject)?.handshake.origins?.value;
  return origins === undefined || origins === 'any' ? undefined : origins;
}

/** Query parameters that the document requires and the URL lacks, with a value that is known to be good. */
export function missingQuery(
  endpoint: Endpoint | undefined,
  has: (name: string) => boolean,
): readonly { readonly name: string; readonly example?: string }[] {
  return (endpoint?.handshake.query ?? [])
    .filter(({ name, required }) => required && !has(name) && !isCredential(endpoint, name))
    .map(({ name, example }) => ({ name, ...(example === undefined ? {} : { example }) }));
}

function isCredential(endpoint: Endpoint | undefined, name: string): boolean {
  return (endpoint?.handshake.credentials ?? []).some(({ anyOf }) =>
    anyOf.some(({ carrier }) => carrier.in === 'query' && carrier.name === name),
  );
}

/** HTTP companions that a plain GET without parameters and credentials may ask. */
export function askableCompanions(contract: Contract | undefined): readonly Companion[] {
  return (contract?.companions ?? []).filter(
    ({ method, parameters, query, credentials, address }) =>
      method.toUpperCase() === 'GET' &&
      parameters.length === 0 &&
      !address.includes('{') &&
      credentials.length === 0 &&
      query.every(({ required }) => !required),
  );
}

/** What a client may say first, by the document's own example, and what answers it. */
export function helloOf(
  subject: Subject,
):
  | { readonly message: string; readonly frame: OutgoingFrame; readonly reply: readonly string[] }
  | undefined {
  const { contract } = subject;
  const endpoint = endpointAt(subject);
  if (contract === undefined || endpoint === undefined) return undefined;
  for (const operation of endpoint.operations.filter(isRequest)) {
    if (operation.reply === undefined || operation.reply.basis === 'inferred') continue;
    for (const id of operation.messages) {
      const message = messageOf(contract, id);
      const payload = message.examples[0]?.payload;
      if (payload === undefined || message.format === 'binary') continue;
      const frame: OutgoingFrame = message.format === 'text' ? { text: String(payload) } : { json: payload };
      return { message: id, frame, reply: operation.reply.messages };
    }
  }
  return undefined;
}

/** A value for every address parameter, as far as the document knows one. */
function exampleParameters(endpoint: Endpoint): Readonly<Record<string, string>> | undefined {
  const values: Record<string, string> = {};
  for (const { name, examples, enum: members } of endpoint.parameters) {
    const value = examples[0] ?? members?.[0];
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}
