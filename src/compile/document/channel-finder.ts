import { formatPointer } from '../../contract/json-pointer.ts';
import { didYouMean } from '../../errors/suggest.ts';
import type { ProblemList } from '../problems.ts';
import type { ChannelDeclaration } from './declarations.ts';
import { type DocumentNode, placeOf, rawMember } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';

export interface ChannelFinder {
  find(owner: DocumentNode): ChannelDeclaration | undefined;
}

/** Which channel an operation or a reply means: by the place it refers to, or by a plain name. */
export function createChannelFinder(
  reader: DocumentReader,
  problems: ProblemList,
  channels: readonly ChannelDeclaration[],
): ChannelFinder {
  const byPlace = new Map<string, ChannelDeclaration>();
  const byKey = new Map(channels.map((channel) => [channel.key, channel]));
  for (const channel of channels) {
    if (!byPlace.has(placeOf(channel.node))) byPlace.set(placeOf(channel.node), channel);
    for (const place of channel.node.via) byPlace.set(place, channel);
  }
  return {
    find(owner) {
      const node = reader.child(owner, 'channel');
      if (node === undefined) return undefined;
      const named = typeof node.value === 'string' ? byKey.get(node.value) : undefined;
      const found = named ?? [...node.via, placeOf(node)].map((place) => byPlace.get(place)).find(Boolean);
      const at = reader.at(rawMember(owner, 'channel') ?? node);
      if (named !== undefined) {
        problems.add({
          severity: 'warning',
          rule: 'document.invalid',
          message: `The channel is named by the plain text "${named.key}".`,
          at,
          fix: `Write { $ref: '#${formatPointer(['channels', named.key])}' }.`,
        });
      } else if (found === undefined) {
        problems.add({
          severity: 'error',
          rule: 'document.invalid',
          message: `The channel is none of the document's channels.${
            typeof node.value === 'string' ? didYouMean(node.value, byKey.keys()) : ''
          }`,
          at,
          fix: "Refer to a channel under '#/channels/'.",
        });
      }
      return found;
    },
  };
}
