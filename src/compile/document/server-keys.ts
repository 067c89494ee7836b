import { didYouMean } from '../../errors/suggest.ts';
import type { ProblemList } from '../problems.ts';
import type { ServerDeclaration } from './declarations.ts';
import { type DocumentNode, placeOf } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';

/** A channel's `servers`: references, or plain names as in AsyncAPI 2. */
export function readServerKeys(
  reader: DocumentReader,
  problems: ProblemList,
  list: DocumentNode,
  declared: readonly ServerDeclaration[],
): readonly string[] {
  return reader.items(list).flatMap((item) => {
    const places = [...item.via, placeOf(item)];
    const found = declared.find(({ key, node }) =>
      typeof item.value === 'string'
        ? item.value === key
        : [...node.via, placeOf(node)].some((place) => places.includes(place)),
    );
    if (found !== undefined) return [found.key];
    problems.add({
      severity: 'error',
      rule: 'document.invalid',
      message: `The server is none of the document's servers.${
        typeof item.value === 'string'
          ? didYouMean(
              item.value,
              declared.map(({ key }) => key),
            )
          : ''
      }`,
      at: reader.at(item),
      fix: "Refer to a server under '#/servers/'.",
    });
    return [];
  });
}
