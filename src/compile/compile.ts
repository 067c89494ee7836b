import type { Contract } from '../contract/contract.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Problem } from '../errors/problem.ts';
import { type ChannelKind, classifyChannels } from './channel-kinds.ts';
import { compileCompanions, httpOperations } from './companions.ts';
import { type CompileContext, report } from './context.ts';
import { createDocumentReader } from './document/document-reader.ts';
import { optional } from './document/optional.ts';
import { readDocument } from './document/read-document.ts';
import type { DocumentBundle } from './document-bundle.ts';
import { type EndpointGroup, groupEndpoints } from './endpoint-groups.ts';
import { compileEndpoint } from './endpoints.ts';
import { checkExtensions } from './extension.ts';
import { joinAddress } from './join-address.ts';
import { createMessageRegistry, type MessageUse } from './messages.ts';
import { choosePerspective } from './perspective.ts';
import { createProblemList } from './problems.ts';
import { replyMessages } from './replies.ts';
import { compileScenarios } from './scenarios.ts';
import { createSchemaCollector } from './schemas.ts';
import { compileServers, selectServers } from './servers.ts';
import { linkStreams } from './streams.ts';
import { bindTexts } from './text-bindings.ts';
import { gatherTopics } from './topics.ts';
import { compileUnknownPaths } from './unknown-paths.ts';

export interface Compiled {
  readonly contract: Contract;
  readonly problems: readonly Problem[];
}

export interface CompileOptions {
  /** Whose view the document is written from. Default `auto`: what the document says, else a guess from its words. */
  readonly perspective?: 'auto' | 'server' | 'client';
}

/**
 * AsyncAPI 2.x or 3.x → `Contract`. Whatever is wrong with the document is a problem, and the rest of it is
 * compiled; only what leaves nothing to compile is thrown, as a `CountersignError`: `document.not-asyncapi`,
 * `document.unsupported-version`, `document.no-websocket`.
 */
export function compile(bundle: DocumentBundle, options: CompileOptions = {}): Compiled {
  const problems = createProblemList();
  const reader = createDocumentReader(bundle, problems);
  const declarations = readDocument(reader, problems);
  const schemas = createSchemaCollector(reader, problems);
  const context: CompileContext = { reader, problems, schemas, declarations };
  checkExtensions(context);
  const servers = selectServers(context);
  const kinds = gatherTopics(context, classifyChannels(declarations, servers));
  const groups = groupEndpoints(kinds);
  warnOfRepeatedPathnames(context, kinds);
  const http = kinds.filter((kind) => httpOperations(kind).length > 0);
  if (groups.length === 0 && http.length === 0) throw nothingToDo(context);
  warnOfSharedAddresses(context, groups);
  const perspective = choosePerspective(context, kinds, options.perspective ?? 'auto');
  const messages = createMessageRegistry(context, messageUses(kinds, groups, http));
  const companions = http.flatMap((kind) =>
    compileCompanions(context, messages, kind, kinds, perspective.value),
  );
  const ids = companions.map(({ id }) => id);
  const linked = linkStreams(
    context,
    groups.map((group) => compileEndpoint(context, messages, group, perspective.value, ids)),
    ids,
  );
  const endpoints = bindTexts(schemas, messages.table(), linked);
  const scenarios = compileScenarios(context, messages, endpoints, companions);
  return {
    contract: {
      format: 1,
      title: declarations.title,
      version: declarations.version,
      ...optional('description', declarations.description),
      file: reader.at(reader.root).file,
      perspective,
      servers: compileServers(servers),
      endpoints,
      companions,
      scenarios,
      messages: messages.table(),
      schemas: schemas.table(),
      unknownPath: compileUnknownPaths(context, servers),
    },
    problems: problems.all,
  };
}

/** Every message that an endpoint or a companion could mean, in the order of the document. */
function messageUses(
  kinds: readonly ChannelKind[],
  groups: readonly EndpointGroup[],
  http: readonly ChannelKind[],
): readonly MessageUse[] {
  const channels = new Set([
    ...groups.flatMap((group) => group.channels.map(({ key }) => key)),
    ...http.map(({ channel }) => channel.key),
  ]);
  const all = { channels: kinds.map(({ channel }) => channel) };
  return kinds
    .filter(({ channel }) => channels.has(channel.key))
    .flatMap(({ channel, operations }) =>
      [
        ...channel.messages,
        ...operations.flatMap((operation) => [
          ...(operation.messages ?? []),
          ...replyMessages(all, operation),
        ]),
      ].map((message) => ({ channel: channel.key, message })),
    );
}

function warnOfRepeatedPathnames(context: CompileContext, kinds: readonly ChannelKind[]): void {
  for (const { channel, ws } of kinds) {
    const written = channel.address ?? '';
    const server = ws?.find(({ pathname }) => joinAddress(pathname, written).repeats);
    if (server === undefined) continue;
    const { address } = joinAddress(server.pathname, written);
    const strictly = `${server.pathname}/${written}`.replaceAll(/\/{2,}/g, '/');
    report(
      context,
      'info',
      'document.invalid',
      channel.node,
      `The address "${written}" repeats the pathname "${server.pathname}" of the server "${server.key}", and is read as ${address}: strictly, AsyncAPI puts the one behind the other.`,
      `Write the address "${address.slice(server.pathname.length) || '/'}"; or, if ${strictly} is meant, write all of it into the address and no pathname into the server.`,
    );
  }
}

/** Two hosts may well have the same path; a mock is one host. */
function warnOfSharedAddresses(context: CompileContext, groups: readonly EndpointGroup[]): void {
  for (const [index, { id, address, channels, servers }] of groups.entries()) {
    const other = groups.slice(0, index).find((group) => group.address === address);
    const [channel] = channels;
    if (other === undefined || channel === undefined) continue;
    if (other.channels[0]?.key === channel.key) {
      const [one, two] = [other.servers[0], servers[0]];
      report(
        context,
        'info',
        'document.invalid',
        two?.node ?? channel.node,
        `At ${address} the server "${two?.key}" demands something else than "${one?.key}": they are two endpoints. A mock is the one on this machine, else the first; verify holds a target to the one that its host or name tells.`,
        `Name the server that is meant: --target ${two?.key}=ws://…`,
      );
      continue;
    }
    report(
      context,
      'warning',
      'document.invalid',
      channel.node,
      `"${id}" on server "${servers[0]?.key}" has the same address as "${other.id}" on server "${other.servers[0]?.key}"; a mock can serve only the first of them.`,
      'Give one of the servers a pathname, or mock a document for each server.',
    );
  }
}

function nothingToDo({ reader, declarations }: CompileContext): CountersignError {
  const protocols = [...new Set(declarations.servers.map(({ protocol }) => protocol))].join(', ');
  const isSocketIo = declarations.servers.some(({ protocol }) => /^socket[._-]?io$/.test(protocol));
  return new CountersignError(
    'document.no-websocket',
    declarations.channels.length === 0
      ? 'The document has no channels.'
      : `The document describes no WebSocket endpoint and no HTTP operation; its servers speak ${protocols}.`,
    {
      at: reader.at(reader.root),
      fix: isSocketIo
        ? "Countersign speaks plain WebSocket; Socket.IO puts frames of its own into it, and needs Socket.IO's own tools."
        : 'Add a server with "protocol: ws", or a channel with a ws binding.',
    },
  );
}
