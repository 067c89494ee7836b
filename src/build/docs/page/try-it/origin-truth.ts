import type { Contract } from '../../../../contract/contract.ts';
import type { Endpoint } from '../../../../contract/endpoint.ts';
import { shellWord } from '../../../../docgen/facts/request-text.ts';
import { element } from '../element.ts';

/** RFC 6454 §6.2: a page that was opened from a file says `null`. */
export function ownOrigin(): string {
  return location.protocol === 'file:' ? 'null' : location.origin;
}

/** Which Origin this page has, and what the contract says of it. */
export function originTruth({ handshake: { origins } }: Endpoint): readonly (Node | string)[] {
  const own = element('code', {}, ownOrigin());
  const file = location.protocol === 'file:' ? ' (it was opened from a file)' : '';
  if (origins === undefined)
    return ['This page connects as Origin ', own, `${file}; the contract does not say which may.`];
  if (origins.value === 'any' || origins.value.includes(ownOrigin()))
    return ['This page connects as Origin ', own, `${file}, which the contract allows.`];
  return [
    'This page connects as Origin ',
    own,
    `${file}, which the contract does not allow: a server that keeps it refuses. Allowed: ${origins.value.join(', ')}.`,
  ];
}

/** After a failed handshake: that the browser keeps the reason to itself, and what finds it out. */
export function refusalWords(
  contract: Contract,
  { handshake: { origins, credentials } }: Endpoint,
  url: string,
): { readonly words: readonly string[]; readonly command: string } {
  const isForeign = origins !== undefined && origins.value !== 'any' && !origins.value.includes(ownOrigin());
  const carried = credentials.flatMap(({ anyOf }) => anyOf.map(({ carrier }) => carrier.in));
  const hidden = carried.some((place) => place === 'header' || place === 'authorization');
  return {
    words: [
      'The handshake failed, and a browser tells no page why: a refusal, a wrong address and a server that is down look the same here.',
      ...(isForeign ? [`By contract this page's Origin ${ownOrigin()} is refused: that may be all.`] : []),
      ...(hidden ? ['The credential belongs into a header, which no page can set.'] : []),
      ...(location.protocol === 'https:' && url.startsWith('ws:')
        ? ['This page came over https: the browser opens no ws:// from it, except to this machine.']
        : []),
      'This finds it out:',
    ],
    command: `npx countersign diagnose ${shellWord(url)} --origin ${shellWord(ownOrigin())} --document ${shellWord(contract.file)}`,
  };
}
