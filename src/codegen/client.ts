import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { CredentialCarrier, CredentialScheme } from '../contract/handshake-policy.ts';
import { carriesCredential } from '../contract/promises.ts';
import { CLIENT_RUNTIME } from './client-runtime.ts';
import { clientTable, repliesOf } from './client-table.ts';
import type { TypePlan } from './plan-types.ts';
import { docComment, headerLine, keyText, type Origin, quoted } from './source-text.ts';
import { type Declarations, type EndpointNames, typesText } from './types.ts';

/** A client for each endpoint, over the standard WebSocket: one file, with all its types. */
export function clientText(
  contract: Contract,
  plan: TypePlan,
  endpoints: readonly EndpointNames[],
  declarations: Declarations,
  origin: Origin,
): string {
  const clients = endpoints.map((names) => endpointText(contract, names, plan));
  return [
    headerLine(origin),
    '// It needs one package, which makes lost connections again: npm install partysocket',
    '',
    "import ReconnectingWebSocket from 'partysocket/ws';",
    '',
    ...clients,
    typesText(contract, plan, endpoints, declarations),
    '',
    CLIENT_RUNTIME,
  ].join('\n');
}

function endpointText(contract: Contract, names: EndpointNames, plan: TypePlan): string {
  const { endpoint, stem } = names;
  const options = plan.names.take(`${stem}Options`, `${stem}ConnectOptions`);
  const client = plan.names.take(`${stem}Client`, `${stem}EndpointClient`);
  const type = `Contract['endpoints'][${quoted(endpoint.id)}]`;
  const replies = repliesOf(endpoint);
  const schemes = givenSchemes(endpoint);
  const needs = needed(endpoint, schemes);
  const optional = needs.every(({ required }) => !required) ? ' = {}' : '';
  return [
    ...docComment([
      endpoint.title,
      endpoint.summary,
      `Connects to ${endpoint.address}.`,
      headerNote(endpoint),
    ]),
    `export function connect${stem}(options: ${options}${optional}): ${client} {`,
    '  return new EndpointClient(',
    `    table${stem},`,
    '    async () =>',
    `      urlOf(options.url ?? table${stem}.url, ${addressText(endpoint)}, ${queryText(endpoint, schemes)}),`,
    `    async () => ${protocolsText(endpoint, schemes)},`,
    '    options,',
    '  );',
    '}',
    '',
    `export type ${client} = EndpointClient<`,
    `  ${type}['client'],`,
    `  ${type}['server'],`,
    replies.length === 0
      ? '  {}'
      : `  { ${replies.map(({ message, names: all }) => `${keyText(message)}: ${all.map(quoted).join(' | ')}`).join('; ')} }`,
    '>;',
    '',
    `export interface ${options} extends ConnectOptions {`,
    ...needs.flatMap(({ name, required, type: text, doc }) => [
      ...docComment([doc], '  '),
      `  ${name}${required ? '' : '?'}: ${text};`,
    ]),
    '}',
    '',
    `const table${stem}: EndpointTable = ${clientTable(contract, endpoint)};`,
    '',
  ].join('\n');
}

interface Need {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly doc?: string;
}

function needed(endpoint: Endpoint, schemes: readonly Given[]): readonly Need[] {
  const { handshake, parameters, id } = endpoint;
  const type = `Contract['endpoints'][${quoted(id)}]`;
  const carrying = handshake.query.filter(({ name }) => carriesCredential(endpoint, 'query', name));
  const query = handshake.query.filter((field) => !carrying.includes(field));
  const protocols = handshake.subprotocols?.value;
  return [
    ...(parameters.length === 0
      ? []
      : [{ name: 'parameters', required: true, type: `${type}['parameters']`, doc: 'Of the address.' }]),
    ...(query.length === 0
      ? []
      : [
          {
            name: 'query',
            required: query.some(({ required }) => required),
            type:
              carrying.length === 0
                ? `${type}['query']`
                : `Omit<${type}['query'], ${carrying.map(({ name }) => quoted(name)).join(' | ')}>`,
          },
        ]),
    ...(schemes.length === 0
      ? []
      : [
          {
            name: 'credentials',
            required: schemes.some(({ required }) => required),
            type: `{ ${schemes
              .map(({ scheme, required }) => `${keyText(scheme.name)}${required ? '' : '?'}: Credential`)
              .join('; ')} }`,
            doc: schemes.map(({ scheme }) => `${scheme.name}: ${placeOf(scheme.carrier)}`).join('\n'),
          },
        ]),
    ...(protocols === undefined || protocols.supported.length === 0
      ? []
      : [
          {
            name: 'protocols',
            required: false,
            type: `readonly (${protocols.supported.map(quoted).join(' | ')})[]`,
            doc: 'Subprotocols to offer, the best one first. Default: all that the server supports.',
          },
        ]),
  ];
}

interface Given {
  readonly scheme: CredentialScheme;
  readonly required: boolean;
}

/** The schemes that a page can give: in the URL, or among the subprotocols. */
function givenSchemes({ handshake }: Endpoint): readonly Given[] {
  const found = new Map<string, Given>();
  for (const { anyOf } of handshake.credentials) {
    for (const scheme of anyOf) {
      if (scheme.carrier.in !== 'query' && scheme.carrier.in !== 'subprotocol') continue;
      const required = anyOf.length === 1 || found.get(scheme.name)?.required === true;
      found.set(scheme.name, { scheme, required });
    }
  }
  return [...found.values()];
}

/** What no standard WebSocket can do. */
function headerNote({ handshake }: Endpoint): string | undefined {
  const carriers = handshake.credentials.flatMap(({ anyOf }) => anyOf.map(({ carrier }) => carrier));
  const headers = [
    ...carriers.flatMap((carrier) =>
      carrier.in === 'authorization'
        ? [`Authorization: ${carrier.scheme} …`]
        : carrier.in === 'header'
          ? [`${carrier.name}: …`]
          : [],
    ),
    ...handshake.headers
      .filter(
        ({ name, required }) =>
          required && !/^(origin|sec-websocket-protocol|cookie|authorization)$/i.test(name),
      )
      .map(({ name }) => `${name}: …`),
  ];
  const cookies = carriers.flatMap((carrier) => (carrier.in === 'cookie' ? [carrier.name] : []));
  const notes = [
    ...(headers.length === 0
      ? []
      : [
          `The server wants ${[...new Set(headers)].join(' and ')}: a header, which no standard WebSocket can set. In Node, give a \`WebSocket\` that does: class extends ws { constructor(url, protocols) { super(url, protocols, { headers }) } }.`,
        ]),
    ...(cookies.length === 0
      ? []
      : [
          `The cookie ${[...new Set(cookies)].join(', ')} is sent by the browser itself, once the server has set it.`,
        ]),
  ];
  return notes.length === 0 ? undefined : notes.join('\n');
}

function placeOf(carrier: CredentialCarrier): string {
  return carrier.in === 'query' ? `in the URL, as ?${carrier.name}=…` : 'among the offered subprotocols';
}

/** A template of the address: `/rooms/${encodeURIComponent(options.parameters.room)}`. */
function addressText({ address, parameters }: Endpoint): string {
  const known = new Set(parameters.map(({ name }) => name));
  const parts = address.split(/(\{[^}]*\})/).map((part) => {
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    return name !== undefined && known.has(name)
      ? `\${encodeURIComponent(options.parameters[${quoted(name)}])}`
      : part.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  });
  return known.size === 0 ? quoted(address) : `\`${parts.join('')}\``;
}

function queryText(endpoint: Endpoint, schemes: readonly Given[]): string {
  const hasQuery = endpoint.handshake.query.some(({ name }) => !carriesCredential(endpoint, 'query', name));
  const entries = [
    ...(hasQuery ? ['...options.query'] : []),
    ...schemes.flatMap(({ scheme: { name, carrier } }) =>
      carrier.in === 'query' ? [`${keyText(carrier.name)}: await valueOf(${credentialText(name)})`] : [],
    ),
  ];
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function protocolsText({ handshake }: Endpoint, schemes: readonly Given[]): string {
  const supported = handshake.subprotocols?.value.supported ?? [];
  const carried = schemes.flatMap(({ scheme: { name, carrier } }) =>
    carrier.in === 'subprotocol' ? [{ name, ...carrier }] : [],
  );
  if (supported.length === 0 && carried.length === 0) return 'null';
  const spoken = [...new Set(carried.flatMap(({ others = [] }) => others))].filter(
    (name) => !supported.includes(name),
  );
  const offers = [
    ...(supported.length === 0 ? [] : [`...(options.protocols ?? [${supported.map(quoted).join(', ')}])`]),
    ...spoken.map(quoted),
    ...carried.map(({ name, prefix }) => `await offer(${credentialText(name)}, ${quoted(prefix)})`),
  ];
  return `[${offers.join(', ')}].filter((name): name is string => name !== undefined)`;
}

function credentialText(name: string): string {
  return `options.credentials?.[${quoted(name)}]`;
}
