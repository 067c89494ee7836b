import type { Companion } from '../contract/companion.ts';
import type { Contract } from '../contract/contract.ts';
import type { AddressParameter, Endpoint } from '../contract/endpoint.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import type { MessageId } from '../contract/message.ts';
import { requestsOf } from '../contract/queries.ts';
import { pascalCase } from './names.ts';
import type { TypePlan } from './plan-types.ts';
import { docComment, keyText, quoted } from './source-text.ts';

/** The declarations that a generator of types made, by name. */
export type Declarations = ReadonlyMap<string, string>;

/** What the types of an endpoint are called. */
export interface EndpointNames {
  readonly endpoint: Endpoint;
  /** `Voice`: what other names begin with. */
  readonly stem: string;
  /** The union of what its clients send, and of what its server does. */
  readonly client: string;
  readonly server: string;
}

/** Called once for a plan: it takes names. */
export function nameEndpoints(contract: Contract, plan: TypePlan): readonly EndpointNames[] {
  const stems = new Set<string>();
  return contract.endpoints
    .filter(({ absent }) => absent === undefined)
    .map((endpoint) => {
      const base = pascalCase(endpoint.id) || 'Root';
      let stem = base;
      for (let number = 2; stems.has(stem); number += 1) stem = `${base}${number}`;
      stems.add(stem);
      return {
        endpoint,
        stem,
        client: plan.names.take(`${stem}ClientMessage`, `${stem}ClientFrame`),
        server: plan.names.take(`${stem}ServerMessage`, `${stem}ServerFrame`),
      };
    });
}

/** The types of a document, without a header: messages and their parts, a union per endpoint and direction, `Contract`. */
export function typesText(
  contract: Contract,
  plan: TypePlan,
  endpoints: readonly EndpointNames[],
  declarations: Declarations,
): string {
  const declared = plan.types.map(({ name, doc, from }) =>
    [...doc, 'type' in from ? `export type ${name} = ${from.type};` : (declarations.get(name) ?? '')].join(
      '\n',
    ),
  );
  const unions = endpoints.flatMap(({ endpoint, client, server }) => [
    union(`What a client of ${endpoint.address} sends.`, client, endpoint.messages.client, plan),
    union(`What the server sends on ${endpoint.address}.`, server, endpoint.messages.server, plan),
  ]);
  return [...declared, ...unions, contractType(contract, endpoints, plan)].join('\n\n');
}

function union(doc: string, name: string, messages: readonly MessageId[], plan: TypePlan): string {
  const types = [...new Set(messages.map((id) => typeName(plan, id)))];
  const text = types.length < 2 ? ` ${types[0] ?? 'never'}` : types.map((type) => `\n  | ${type}`).join('');
  return [...docComment([doc]), `export type ${name} =${text};`].join('\n');
}

function contractType(contract: Contract, endpoints: readonly EndpointNames[], plan: TypePlan): string {
  const doc = 'The contract as a type: what `defineMock<Contract>` is typed by.';
  return [
    ...docComment([doc]),
    'export interface Contract {',
    ...block(
      'endpoints',
      endpoints.flatMap(({ endpoint }) => endpointType(endpoint, plan)),
      2,
    ),
    ...block(
      'companions',
      contract.companions.flatMap((companion) => companionType(companion, plan)),
      2,
    ),
    '}',
  ].join('\n');
}

function endpointType(endpoint: Endpoint, plan: TypePlan): readonly string[] {
  const { id, title, summary, address, messages, handshake, parameters } = endpoint;
  const requests = requestsOf(endpoint).filter((one) =>
    one.messages.some((message) => messages.client.includes(message)),
  );
  return [
    ...docComment([title, summary, `Address: ${address}`]),
    `${keyText(id)}: {`,
    ...messageMap('client', messages.client, plan, 2),
    ...messageMap('server', messages.server, plan, 2),
    ...block(
      'operations',
      requests.map((one) => `${keyText(one.id)}: ${one.messages.map(quoted).join(' | ')};`),
      2,
    ),
    ...addressType(parameters, handshake.query, 2),
    '};',
  ];
}

function companionType(companion: Companion, plan: TypePlan): readonly string[] {
  const { id, title, summary, method, address, request, responses, parameters, query } = companion;
  const bodies = [...new Set(request.map((message) => typeName(plan, message)))];
  const byStatus = new Map<number, Set<string>>();
  for (const { status, message } of responses) {
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(typeName(plan, message)));
  }
  return [
    ...docComment([title, summary, `${method} ${address}`]),
    `${keyText(id)}: {`,
    `  request: ${bodies.join(' | ') || 'undefined'};`,
    '  /** By status. */',
    ...block(
      'responses',
      [...byStatus].map(([status, types]) => `${status}: ${[...types].join(' | ')};`),
      2,
    ),
    ...addressType(parameters, query, 2),
    '};',
  ];
}

function messageMap(
  side: string,
  ids: readonly MessageId[],
  plan: TypePlan,
  indent: number,
): readonly string[] {
  return block(
    side,
    ids.map((id) => `${keyText(id)}: ${typeName(plan, id)};`),
    indent,
  );
}

function addressType(
  parameters: readonly (AddressParameter | HandshakeField)[],
  query: readonly HandshakeField[],
  indent: number,
): readonly string[] {
  return [
    ...block(
      'parameters',
      parameters.map((parameter) => `${keyText(parameter.name)}: ${parameterType(parameter)};`),
      indent,
    ),
    ...block(
      'query',
      query.map(({ name, required }) => `${keyText(name)}${required ? '' : '?'}: string;`),
      indent,
    ),
  ];
}

function block(key: string, members: readonly string[], indent: number): readonly string[] {
  const space = ' '.repeat(indent);
  if (members.length === 0) return [`${space}${key}: {};`];
  return [`${space}${key}: {`, ...members.map((member) => `${space}  ${member}`), `${space}};`];
}

/** Always text: it stands in a URL. */
export function parameterType(parameter: AddressParameter | HandshakeField): string {
  const values = 'enum' in parameter ? parameter.enum : undefined;
  return values === undefined || values.length === 0 ? 'string' : values.map(quoted).join(' | ');
}

export function typeName(plan: TypePlan, id: MessageId): string {
  return plan.messages.get(id) ?? 'unknown';
}
