import { didYouMean } from '../../errors/suggest.ts';
import type { ProblemList } from '../problems.ts';
import type { ServerDeclaration } from './declarations.ts';
import { type DocumentNode, isReference, placeOf, rawMember } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';

/**
 * A channel's `servers`: references, or plain names as in AsyncAPI 2. One that the document does not have is set aside:
 * a channel that is left without any is on all of them, as one that names none.
 */
export function readServerKeys(
  reader: DocumentReader,
  problems: ProblemList,
  list: DocumentNode,
  declared: readonly ServerDeclaration[],
): readonly string[] {
  const written = Array.isArray(list.value) ? [...list.value.keys()] : [];
  return written.flatMap((index) => {
    const raw = rawMember(list, index);
    const item = raw === undefined || isDangling(reader, raw) ? raw : reader.resolve(raw);
    if (item === undefined) return [];
    const places = [...item.via, placeOf(item)];
    const found = declared.find(({ key, node }) =>
      typeof item.value === 'string'
        ? item.value === key
        : [...node.via, placeOf(node)].some((place) => places.includes(place)),
    );
    if (found !== undefined) return [found.key];
    problems.add({
      severity: 'warning',
      rule: 'document.invalid',
      message: `The server is none of the document's servers, and is set aside.${
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

function isDangling(reader: DocumentReader, { uri, value }: DocumentNode): boolean {
  return isReference(value) && reader.lookup(uri, value.$ref) === undefined;
}
