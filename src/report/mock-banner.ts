import type { Contract } from '../contract/contract.ts';
import type { Style } from './style.ts';

/** Where a running mock can be reached. */
export interface MockAddresses {
  /** `http://127.0.0.1:4600` */
  readonly url: string;
  readonly endpoints: readonly { readonly id: string; readonly url: string }[];
  readonly faults: readonly string[];
}

/** What `countersign mock` says when it listens: what it mocks, the addresses ready to paste, what to try next. */
export function renderMockBanner(contract: Contract, addresses: MockAddresses, style: Style): string {
  const rows: readonly (readonly [label: string, address: string])[] = [
    ...addresses.endpoints.map(({ id, url }) => [id, style.cyan(url)] as const),
    ...contract.companions.map(
      ({ id, method, address }) => [id, `${method.padEnd(4)} ${addresses.url}${address}`] as const,
    ),
    ['console', `${addresses.url}/__countersign/`],
    ['docs', `${addresses.url}/__countersign/docs/`],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = [
    `${style.bold(contract.title)} ${contract.version}, mocked from ${contract.file}`,
    style.dim(`written from the ${contract.perspective.value}'s view (${perspectiveReason(contract)})`),
    '',
    ...rows.map(([label, address]) => `  ${label.padEnd(width)}  ${address}`),
    '',
  ];
  if (addresses.faults.length > 0) {
    lines.push(style.yellow(`  It commits ${addresses.faults.join(', ')} on purpose.`), '');
  }
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** What to try once the mock listens. */
export function renderMockHints(contract: Contract, addresses: MockAddresses, style: Style): string {
  const [first] = addresses.endpoints;
  const hints = [
    ...loginsFor(contract, first?.id).map(
      ({ id, method, address }) =>
        `${method} ${addresses.url}${address}   ${id} hands out what ${first?.id ?? ''} wants`,
    ),
    ...(first === undefined ? [] : [`new WebSocket('${first.url}')`.concat('   in a browser or in Node 22')]),
    `countersign verify ${contract.file} --target ws://…   hold your backend to the same contract`,
    `countersign show ${contract.file}   the contract as Countersign understands it`,
  ];
  return `Try next\n${hints.map((hint) => `  ${hint}\n`).join('')}${style.dim('Ctrl+C ends it.')}\n`;
}

/** A placeholder in the address is no credential where a companion hands out the good ones. */
function loginsFor({ endpoints, companions }: Contract, id: string | undefined): Contract['companions'] {
  const wanted = endpoints
    .filter((endpoint) => endpoint.id === id)
    .flatMap(({ handshake }) => handshake.credentials.flatMap(({ anyOf }) => anyOf.map(({ name }) => name)));
  return companions.filter(({ issues }) => issues !== undefined && wanted.includes(issues.value.scheme));
}

function perspectiveReason({ perspective }: Contract): string {
  switch (perspective.chosenBy) {
    case 'document':
      return 'as it says';
    case 'option':
      return 'as you said';
    case 'auto':
      return perspective.reasons[0] ?? 'nothing speaks against it';
  }
}
