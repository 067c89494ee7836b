import type { ChannelKind } from './channel-kinds.ts';
import type { ChannelDeclaration, OperationDeclaration, ServerDeclaration } from './document/declarations.ts';
import { joinAddress } from './join-address.ts';

/** One address, all the channels that live there, and the servers that it is on. */
export interface EndpointGroup {
  readonly id: string;
  /** The first one speaks for all: the others have the same address elsewhere (staging, production). */
  readonly servers: readonly ServerDeclaration[];
  /** Server pathname and channel address joined, without a query. */
  readonly address: string;
  /** What stood after the `?` of the address. */
  readonly query: string;
  readonly channels: readonly ChannelDeclaration[];
  readonly operations: readonly OperationDeclaration[];
}

/**
 * Groups the WebSocket channels by address. A channel that only carries replies belongs to the endpoints of
 * the requests, whatever its own address: a reply comes back on the connection that the request went out on.
 */
export function groupEndpoints(kinds: readonly ChannelKind[]): readonly EndpointGroup[] {
  const groups: Draft[] = [];
  const replyOnly = replyOnlyChannels(kinds);
  for (const { channel, operations, ws } of kinds) {
    if (ws === undefined || replyOnly.has(channel.key)) continue;
    const own = operations.filter(({ httpBinding }) => httpBinding === undefined);
    for (const servers of alike(ws)) {
      const { address, query } = joinAddress(servers[0]?.pathname ?? '', channel.address ?? '');
      const known = groups.find((group) => group.address === address && share(group.servers, servers));
      if (known === undefined)
        groups.push({ servers, address, query, channels: [channel], operations: [...own] });
      else {
        known.channels.push(channel);
        known.operations.push(...own);
        known.query ||= query;
      }
    }
  }
  for (const group of groups) {
    for (const { reply } of group.operations) {
      const kind = kinds.find(({ channel }) => channel.key === reply?.channel);
      if (kind !== undefined && replyOnly.has(kind.channel.key) && !group.channels.includes(kind.channel)) {
        group.channels.push(kind.channel);
      }
    }
  }
  return withIds(groups);
}

interface Draft {
  readonly servers: readonly ServerDeclaration[];
  readonly address: string;
  query: string;
  readonly channels: ChannelDeclaration[];
  readonly operations: OperationDeclaration[];
}

function replyOnlyChannels(kinds: readonly ChannelKind[]): ReadonlySet<string> {
  const replied = new Set(kinds.flatMap(({ operations }) => operations.map(({ reply }) => reply?.channel)));
  return new Set(
    kinds
      .filter(({ channel, operations }) => operations.length === 0 && replied.has(channel.key))
      .map(({ channel }) => channel.key),
  );
}

/** Servers that have the same pathname and demand the same: production may want a token that development does not. */
function alike(servers: readonly ServerDeclaration[]): readonly (readonly ServerDeclaration[])[] {
  const groups = new Map<string, ServerDeclaration[]>();
  for (const server of servers) {
    const { pathname, security, extension } = server;
    const demands = security?.anyOf.map((all) => all.map(({ node }) => node.value));
    const key = JSON.stringify([pathname, demands ?? null, extension?.value ?? null]);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [server]);
    else same.push(server);
  }
  return [...groups.values()];
}

function share(a: readonly ServerDeclaration[], b: readonly ServerDeclaration[]): boolean {
  return a.some(({ key }) => b.some((other) => other.key === key));
}

/** The first channel's key; qualified by the server where that is not enough. */
function withIds(groups: readonly Draft[]): readonly EndpointGroup[] {
  const keyOf = ({ channels }: Draft) => channels[0]?.key ?? '';
  const taken = new Set<string>();
  return groups.map((group) => {
    const key = keyOf(group);
    const shared = groups.filter((other) => keyOf(other) === key).length > 1;
    const base = shared ? `${key}@${group.servers[0]?.key}` : key;
    let id = base;
    for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
    taken.add(id);
    return { ...group, id };
  });
}
