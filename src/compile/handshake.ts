import type { HandshakeField, HandshakePolicy, Subprotocols } from '../contract/handshake-policy.ts';
import { isJsonObject, sameJson } from '../contract/json.ts';
import type { Promised } from '../contract/promise.ts';
import { carriesCredential } from '../contract/promises.ts';
import { queryOfServer } from './address-parameters.ts';
import { type CompileContext, report } from './context.ts';
import { compileCredentials } from './credentials.ts';
import type { ChannelDeclaration, OperationDeclaration, ServerDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { scalars } from './document/read-parameter.ts';
import { parseDuration } from './duration.ts';
import { compileFields } from './handshake-fields.ts';
import { fromExtension, numberOf, textOf, textsOf } from './promised.ts';
import { compileRefusals } from './refusals.ts';
import type { Settings } from './settings.ts';

/** Everything that the document says about the opening handshake of one endpoint. */
export function compileHandshake(
  context: CompileContext,
  server: ServerDeclaration | undefined,
  channels: readonly ChannelDeclaration[],
  operations: readonly OperationDeclaration[],
  settings: Settings,
  addressQuery: readonly HandshakeField[],
): HandshakePolicy {
  const bindings = channels.flatMap(({ key, wsBinding }) =>
    wsBinding === undefined ? [] : [{ key, wsBinding }],
  );
  const isPlain = (name: string) => !isSpecial(name);
  const fields = (kind: 'query' | 'headers') =>
    bindings.flatMap(({ key, wsBinding }) =>
      compileFields(context, context.reader.child(wsBinding, kind), `channels/${key}/${kind}`, isPlain),
    );
  const standard = readSpecialHeaders(
    context,
    bindings.map(({ wsBinding }) => wsBinding),
  );
  const said = {
    origins: fromExtension(context, settings.get('origins'), originsOf(context, settings.get('origins'))),
    missingOrigin: fromExtension(
      context,
      settings.get('missingOrigin'),
      missingOriginOf(textOf(settings.get('missingOrigin'))),
    ),
    subprotocols: fromExtension(
      context,
      settings.get('subprotocols'),
      subprotocolsOf(context, settings.get('subprotocols')),
    ),
  };
  complainIfSaidTwice(context, 'origins', settings.get('origins'), said.origins, standard.origins);
  complainIfSaidTwice(
    context,
    'missingOrigin',
    settings.get('missingOrigin'),
    said.missingOrigin,
    standard.missingOrigin,
  );
  complainIfSaidTwice(
    context,
    'subprotocols',
    settings.get('subprotocols'),
    said.subprotocols,
    standard.subprotocols,
  );
  const subprotocols = said.subprotocols ?? standard.subprotocols;
  const expiry = settings.get('expiry');
  const connections = settings.get('limits', 'connections');
  const roles = settings.get('roles');
  const credentials = compileCredentials(
    context,
    [server?.security, ...operations.map(({ security }) => security)],
    subprotocols?.value.supported,
  );
  const ofServer = server === undefined ? [] : queryOfServer(context, server);
  // The place of a credential in the URL is the matter of its scheme.
  const serverQuery = ofServer.filter(
    ({ name }) => !carriesCredential({ handshake: { credentials } }, 'query', name),
  );
  return {
    ...optional('origins', said.origins ?? standard.origins),
    ...optional('missingOrigin', said.missingOrigin ?? standard.missingOrigin),
    query: joinFields([...addressQuery, ...fields('query'), ...serverQuery]),
    headers: joinFields(fields('headers')),
    ...optional('subprotocols', subprotocols),
    credentials,
    ...optional('roles', fromExtension(context, roles, textsOf(context, roles))),
    refuse: compileRefusals(context, settings),
    ...optional('expiry', fromExtension(context, expiry, expiryOf(context, expiry))),
    ...optional('connections', fromExtension(context, connections, numberOf(connections))),
  };
}

const SPECIAL = { origin: 'origin', subprotocol: 'sec-websocket-protocol' } as const;

function isSpecial(header: string): boolean {
  const name = header.toLowerCase();
  return name === SPECIAL.origin || name === SPECIAL.subprotocol;
}

interface SpecialHeaders {
  readonly origins: Promised<readonly string[]> | undefined;
  readonly missingOrigin: Promised<'reject'> | undefined;
  readonly subprotocols: Promised<Subprotocols> | undefined;
}

/** `Origin` and `Sec-WebSocket-Protocol` with `enum` or `const` are the allow-list and the subprotocols. */
function readSpecialHeaders(context: CompileContext, bindings: readonly DocumentNode[]): SpecialHeaders {
  const { reader } = context;
  let origins: SpecialHeaders['origins'];
  let missingOrigin: SpecialHeaders['missingOrigin'];
  let subprotocols: SpecialHeaders['subprotocols'];
  for (const binding of bindings) {
    const headers = reader.child(binding, 'headers');
    const required = scalars(reader.child(headers, 'required')?.value).map((name) => name.toLowerCase());
    for (const [name, node] of reader.entries(reader.child(headers, 'properties'))) {
      const header = name.toLowerCase();
      const values = [
        ...scalars(reader.child(node, 'const')?.value),
        ...scalars(reader.child(node, 'enum')?.value),
      ];
      const at = reader.at(node);
      const demanded = required.includes(header);
      if (header === SPECIAL.origin) {
        if (values.length > 0) origins ??= { value: values, basis: 'document', at };
        if (demanded) missingOrigin ??= { value: 'reject', basis: 'document', at };
      } else if (header === SPECIAL.subprotocol && values.length > 0) {
        subprotocols ??= { value: { supported: values, required: demanded }, basis: 'document', at };
      }
    }
  }
  return { origins, missingOrigin, subprotocols };
}

/** Channels at one address share their query: a field that several declare is demanded if one demands it. */
function joinFields(fields: readonly HandshakeField[]): readonly HandshakeField[] {
  const joined = new Map<string, HandshakeField>();
  for (const field of fields) {
    const known = joined.get(field.name);
    joined.set(field.name, known === undefined ? field : merged(known, field));
  }
  return [...joined.values()];
}

/** The earlier one says what it is; the later one, that it is required, unless that stands only in a server's URL. */
function merged(known: HandshakeField, { ofUrl, required, ...rest }: HandshakeField): HandshakeField {
  const byUrl = ofUrl === true && required && !known.required;
  return {
    ...rest,
    ...known,
    ...(byUrl ? { ofUrl } : {}),
    required: known.required || required,
  };
}

export function originsOf(
  context: CompileContext,
  node: DocumentNode | undefined,
): 'any' | readonly string[] | undefined {
  return node?.value === 'any' || node?.value === '*' ? 'any' : textsOf(context, node);
}

function missingOriginOf(value: string | undefined): 'accept' | 'reject' | undefined {
  return value === 'accept' || value === 'reject' ? value : undefined;
}

/** `{ supported, required }`, or just the list. */
function subprotocolsOf(context: CompileContext, node: DocumentNode | undefined): Subprotocols | undefined {
  if (node === undefined) return undefined;
  const supported = textsOf(
    context,
    isJsonObject(node.value) ? context.reader.child(node, 'supported') : node,
  );
  if (supported === undefined) return undefined;
  return { supported, required: context.reader.child(node, 'required')?.value === true };
}

/** Default of `within`: 5 s. */
function expiryOf({ reader }: CompileContext, node: DocumentNode | undefined) {
  const close = numberOf(reader.child(node, 'close'));
  if (close === undefined) return undefined;
  return { close, within: parseDuration(reader.child(node, 'within')?.value) ?? 5_000 };
}

function complainIfSaidTwice<T>(
  context: CompileContext,
  key: string,
  node: DocumentNode | undefined,
  said: Promised<T> | undefined,
  standard: Promised<T> | undefined,
): void {
  if (node === undefined || said === undefined || standard === undefined) return;
  if (sameJson(said.value as never, standard.value as never)) return;
  report(
    context,
    'error',
    'said-twice',
    node,
    `"${key}" is said twice: the ws binding's headers at line ${standard.at.line} say something else.`,
    'Say it in the binding, or here, but once.',
  );
}
