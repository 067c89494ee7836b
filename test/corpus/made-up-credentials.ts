import type { Contract } from '../../src/contract/contract.ts';

/**
 * A credential for every scheme that no companion of the document issues: their mock takes any, as it cannot know
 * which are good. What is issued is fetched by the document's own flow.
 */
export function madeUpCredentials(contract: Contract): Readonly<Record<string, string>> {
  const issued = new Set(contract.companions.map(({ issues }) => issues?.value.scheme));
  const requirements = [
    ...contract.endpoints.flatMap(({ handshake }) => handshake.credentials),
    ...contract.companions.flatMap(({ credentials }) => credentials),
  ];
  const schemes = requirements.flatMap(({ anyOf }) => anyOf).filter(({ name }) => !issued.has(name));
  return Object.fromEntries(
    schemes.map(({ name, type }) => [name, type === 'http-basic' ? 'corpus:made-up' : `made-up-${name}`]),
  );
}
