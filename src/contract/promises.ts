import type { SourceLocation } from '../errors/source-location.ts';
import type { Companion } from './companion.ts';
import type { Contract } from './contract.ts';
import type { Endpoint, EndpointId } from './endpoint.ts';
import type { HandshakeField } from './handshake-policy.ts';
import type { MessageId } from './message.ts';
import type { OperationId, PushOperation, RequestOperation } from './operation.ts';

/** One thing that the document promises: what coverage counts, and what a case says that it exercises. */
export interface PromiseOfContract {
  /** `<endpoint>:accept`, `companion:<id>.cors`, `scenario:<name>`: the same for the same document. */
  readonly id: string;
  /** What is promised, in one short sentence. */
  readonly title: string;
  readonly endpoint?: EndpointId;
  readonly companion?: OperationId;
  readonly at: SourceLocation;
}

/** All that the document promises, in its order. What it leaves open, and what is only inferred, is not in it. */
export function promisesOf(contract: Contract): readonly PromiseOfContract[] {
  return [
    ...Object.entries(contract.unknownPath).map(([server, promised]) => ({
      id: `${server}:path`,
      title: `A path that the document does not have is refused on "${server}".`,
      at: promised.at,
    })),
    ...contract.endpoints.flatMap((endpoint) =>
      endpoint.absent === undefined ? promisesOfEndpoint(endpoint) : [absence(endpoint)],
    ),
    ...contract.companions.flatMap(promisesOfCompanion),
    ...contract.scenarios.map((scenario) => ({
      id: `scenario:${scenario.name}`,
      title: scenario.title ?? `The conversation "${scenario.name}" takes place.`,
      ...(scenario.endpoint === undefined ? {} : { endpoint: scenario.endpoint }),
      at: scenario.at,
    })),
  ];
}

/** The messages that come as a greeting, a keepalive, or an answer to what was not understood. */
export function explainedMessages(endpoint: Endpoint): ReadonlySet<MessageId> {
  const { greeting, keepalive, invalid, otherwise } = endpoint;
  return new Set(
    [
      ...(greeting?.value ?? []),
      keepalive?.value.send,
      invalid?.value.kind === 'reply' ? invalid.value.message : undefined,
      otherwise?.value,
    ].filter((id) => id !== undefined),
  );
}

/** Is there nothing about this push that another promise does not say? Then it is none of its own. */
export function isExplained(endpoint: Endpoint, push: PushOperation): boolean {
  const explained = explainedMessages(endpoint);
  return (
    push.every === undefined && push.after === undefined && push.messages.every((id) => explained.has(id))
  );
}

function absence(endpoint: Endpoint): PromiseOfContract {
  return {
    id: `${endpoint.id}:absent`,
    title: 'This endpoint does not exist.',
    endpoint: endpoint.id,
    at: endpoint.absent?.at ?? endpoint.at,
  };
}

function promisesOfEndpoint(endpoint: Endpoint): readonly PromiseOfContract[] {
  const { handshake } = endpoint;
  const found: PromiseOfContract[] = [];
  const add = (name: string, title: string, at: SourceLocation | undefined): void => {
    if (at !== undefined) found.push({ id: `${endpoint.id}:${name}`, title, endpoint: endpoint.id, at });
  };

  add('accept', 'A good handshake is accepted.', endpoint.at);
  add('origin', 'Only the allowed origins may connect.', handshake.origins?.at);
  add('missing-origin', 'A handshake without Origin is treated as declared.', handshake.missingOrigin?.at);
  for (const field of handshake.query)
    if (isDemanded(endpoint, 'query', field))
      add(`query.${field.name}`, `The query parameter "${field.name}" is required.`, field.at);
  for (const { name, required, at } of handshake.headers)
    if (required && !carriesCredential(endpoint, 'header', name))
      add(`header.${name}`, `The header "${name}" is required.`, at);
  add('subprotocol', 'The subprotocol is negotiated as declared.', handshake.subprotocols?.at);
  add('credentials', 'Only a good credential may connect.', handshake.credentials[0]?.at);
  add('roles', 'Only certain roles may connect.', handshake.roles?.at);
  add('capacity', `At most ${handshake.connections?.value} connections are open.`, handshake.connections?.at);
  add('expiry', 'A connection ends with its credential.', handshake.expiry?.at);
  add('greeting', 'The server greets each client.', endpoint.greeting?.at);
  add('invalid', 'A frame that fits no message gets the declared answer.', endpoint.invalid?.at);
  add('otherwise', 'A well-formed frame of no known kind gets the declared reply.', endpoint.otherwise?.at);
  add('keepalive', 'Silence of the client is answered as declared.', endpoint.keepalive?.at);
  for (const operation of endpoint.operations) {
    if (operation.kind === 'request') requestPromises(operation, add);
    else if (!isExplained(endpoint, operation)) pushPromises(operation, add);
  }
  return found;
}

type Add = (name: string, title: string, at: SourceLocation | undefined) => void;

function requestPromises(operation: RequestOperation, add: Add): void {
  add(
    `close.${operation.id}`,
    `"${operation.id}" ends with close code ${operation.closes?.value}.`,
    operation.closes?.at,
  );
  if (operation.reply === undefined || operation.reply.basis === 'inferred') return;
  for (const message of operation.messages)
    add(`request.${operation.id}.${message}`, `"${message}" is answered (${operation.id}).`, operation.at);
}

function pushPromises(operation: PushOperation, add: Add): void {
  add(
    `push.${operation.id}`,
    `The server sends ${quoted(operation.messages)} (${operation.id}).`,
    operation.at,
  );
  add(`cadence.${operation.id}`, `${quoted(operation.messages)} comes at its cadence.`, operation.every?.at);
  add(
    `stop.${operation.id}`,
    `${quoted(operation.messages)} ends with "${operation.until?.value}".`,
    operation.until?.at,
  );
}

function promisesOfCompanion(companion: Companion): readonly PromiseOfContract[] {
  const found: PromiseOfContract[] = [];
  const add = (name: string, title: string, at: SourceLocation | undefined): void => {
    if (at !== undefined)
      found.push({ id: `companion:${companion.id}${name}`, title, companion: companion.id, at });
  };
  if (companion.responses.length > 0)
    add('', `${companion.method} ${companion.address} answers as declared.`, companion.at);
  add('.credentials', 'Only a good credential is answered.', companion.credentials[0]?.at);
  add('.role', 'Only certain roles are answered.', companion.roles?.at);
  add('.cors', 'Pages of the allowed origins may read the answer.', companion.cors?.at);
  return found;
}

/** Does the document promise that a handshake without this field is refused, for the lack of the field itself? */
export function isDemanded(
  endpoint: Pick<Endpoint, 'handshake'>,
  place: 'query' | 'header',
  { name, required, ofUrl }: HandshakeField,
): boolean {
  return required && ofUrl !== true && !carriesCredential(endpoint, place, name);
}

/** Does this field of the handshake carry a credential? Then the credential's own promise speaks of it. */
export function carriesCredential(
  endpoint: { readonly handshake: Pick<Endpoint['handshake'], 'credentials'> },
  place: 'query' | 'header',
  name: string,
): boolean {
  const wanted = name.toLowerCase();
  return endpoint.handshake.credentials.some(({ anyOf }) =>
    anyOf.some(({ carrier }) => {
      switch (carrier.in) {
        case 'authorization':
          return place === 'header' && wanted === 'authorization';
        case 'cookie':
          return place === 'header' && wanted === 'cookie';
        case 'subprotocol':
          return place === 'header' && wanted === 'sec-websocket-protocol';
        case 'elsewhere':
          return false;
        default:
          return carrier.in === place && carrier.name.toLowerCase() === wanted;
      }
    }),
  );
}

function quoted(messages: readonly MessageId[]): string {
  return messages.map((id) => `"${id}"`).join(' or ');
}
