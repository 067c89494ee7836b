import type { AddressParameter } from '../contract/endpoint.ts';
import type { HandshakeField } from '../contract/handshake-policy.ts';
import type { CompileContext } from './context.ts';
import type { ChannelDeclaration, ParameterDeclaration, ServerDeclaration } from './document/declarations.ts';
import { optional } from './document/optional.ts';
import { parameterExamples } from './microcks-parameters.ts';

/** The `{parameters}` of an address, in their order there; those that no channel declares are free. */
export function addressParameters(
  context: CompileContext,
  address: string,
  channels: readonly ChannelDeclaration[],
): readonly AddressParameter[] {
  return namesIn(address).map((name): AddressParameter => {
    const declared = declarationOf(channels, name);
    const [first] = channels;
    return {
      name,
      ...optional('enum', declared?.enum),
      examples: declared === undefined ? [] : parameterExamples(context, channels, declared),
      ...optional('schema', schemaOf(context, declared)),
      at: context.reader.at(declared?.node ?? first?.node ?? context.declarations.root),
    };
  });
}

/** People write the query into the address: `/ws?token={token}&v=1`. It belongs to the handshake. */
export function queryOfAddress(
  context: CompileContext,
  query: string,
  channels: readonly ChannelDeclaration[],
): readonly HandshakeField[] {
  const [first] = channels;
  return pairsOf(query).map(([name, value]): HandshakeField => {
    const [parameter] = namesIn(value);
    const declared = parameter === undefined ? undefined : declarationOf(channels, parameter);
    const examples = declared === undefined ? [] : parameterExamples(context, channels, declared);
    return {
      name,
      required: true,
      ...optional('schema', schemaOf(context, declared)),
      ...optional('example', examples[0] ?? (parameter === undefined ? value : undefined)),
      at: context.reader.at(declared?.node ?? first?.node ?? context.declarations.root),
    };
  });
}

/** The same in a server's URL, `wss://host/path?v=2`: every handshake on that server has it. */
export function queryOfServer(
  { reader }: CompileContext,
  { query = '', node }: ServerDeclaration,
): readonly HandshakeField[] {
  const place = reader.child(node, 'url') ?? reader.child(node, 'host') ?? node;
  return pairsOf(query).map(
    ([name, value]): HandshakeField => ({
      name,
      required: true,
      ofUrl: true,
      ...(namesIn(value).length > 0 ? {} : { example: decoded(value) }),
      at: reader.at(place),
    }),
  );
}

function pairsOf(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
      return [name, value];
    });
}

/** As it was before it was percent-encoded; as it is, where that cannot be. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
}

function declarationOf(
  channels: readonly ChannelDeclaration[],
  name: string,
): ParameterDeclaration | undefined {
  return channels.flatMap(({ parameters }) => parameters).find((parameter) => parameter.name === name);
}

function schemaOf(context: CompileContext, declared: ParameterDeclaration | undefined) {
  return declared?.schema === undefined
    ? undefined
    : context.schemas.collect(declared.schema, `parameters/${declared.name}`);
}
