import type { Companion } from '../../contract/companion.ts';
import type { Contract } from '../../contract/contract.ts';
import { oneOf } from '../../report/show/words.ts';
import { describeCarrier } from '../../rules/describe-carrier.ts';
import { formatDuration } from '../../transcript/format.ts';
import {
  type Block,
  badge,
  code,
  codeLink,
  heading,
  type Inline,
  joined,
  oneOfCodes,
  type Page,
  type Phrase,
} from '../blocks.ts';
import { messageBlocks } from '../facts/message-blocks.ts';
import { proseOf } from '../facts/prose-of.ts';
import { scenarioBlocks } from '../facts/scenario-blocks.ts';
import { HTTP_PAGE, nameOf, type Site } from '../site.ts';
import { verdictBadge } from '../verified/verdict-words.ts';

/** The HTTP operations beside the WebSockets: login, tokens, health, status. Absent where there are none. */
export function httpPage(site: Site): Page | undefined {
  const { contract } = site;
  const scenarios = contract.scenarios.filter(({ endpoint }) => endpoint === undefined);
  if (contract.companions.length === 0 && scenarios.length === 0) return undefined;
  const bodies = new Set(
    contract.companions.flatMap(({ request, responses }) => [
      ...request,
      ...responses.map(({ message }) => message),
    ]),
  );
  const messages = [...bodies].flatMap((id) => contract.messages[id] ?? []);
  return {
    path: HTTP_PAGE,
    title: 'HTTP companions',
    short: 'HTTP companions',
    group: 'endpoints',
    eyebrow: 'HTTP',
    lede: 'Ordinary HTTP beside the WebSockets: what hands out credentials, and what is asked instead of a connection.',
    blocks: [
      ...contract.companions.flatMap((companion) => companionBlocks(site, companion)),
      ...scenarioBlocks(site, scenarios),
      ...(messages.length === 0 ? [] : [heading(2, 'messages', 'Bodies')]),
      ...messages.flatMap((message) =>
        messageBlocks(site, message, site.messageOfCompanion(message.id), undefined),
      ),
    ],
  };
}

function companionBlocks(site: Site, companion: Companion): readonly Block[] {
  const { method, address, title } = companion;
  return [
    heading(2, site.companion(companion).id ?? '', [
      badge(method, 'info'),
      ' ',
      code(address),
      ...verdictBadge(site, site.verified?.ofCompanion(companion.id)),
    ]),
    ...(title === undefined ? [] : [{ kind: 'paragraph', text: title } as const]),
    ...proseOf(companion),
    { kind: 'facts', rows: factsOf(site, companion) },
  ];
}

function factsOf(site: Site, companion: Companion): readonly (readonly [string, Phrase])[] {
  const { query, parameters, request, responses, credentials, roles, refuse, issues, cors, every } =
    companion;
  const links = (ids: readonly string[]): Inline[] =>
    joined(
      ids.map((id) => [codeLink(id, site.messageOfCompanion(id))]),
      ' or ',
    );
  const also = (status: number | undefined): Inline[] =>
    status === undefined ? [] : [', else ', badge(`HTTP ${status}`, 'warn')];
  return [
    ['Address', [code(`${hostOf(site.contract, companion)}${companion.address}`)]],
    ...[...parameters, ...query].map(({ name, required, example }): readonly [string, Phrase] => [
      name,
      [
        badge(required ? 'required' : 'optional', required ? 'info' : 'plain'),
        ...(example === undefined ? [] : [' ', code(example)]),
      ],
    ]),
    ...(request.length === 0 ? [] : [['Body', links(request)] as const]),
    ...responses.map(({ status, message }): readonly [string, Phrase] => [
      `Answer ${status}`,
      links([message]),
    ]),
    ...credentials.map(({ anyOf }): readonly [string, Phrase] => [
      'Credential',
      [
        `${anyOf.map(({ name }) => name).join(' or ')} in ${oneOf(anyOf.map(describeCarrier))}`,
        ...also(refuse.credentials?.value),
      ],
    ]),
    ...(roles === undefined
      ? []
      : [['Only', [...oneOfCodes(roles.value), ...also(refuse.role?.value)]] as const]),
    ...(issues === undefined
      ? []
      : [
          [
            'Hands out',
            [
              code(issues.value.scheme),
              issues.value.at === undefined ? ' as a cookie' : ` at ${issues.value.at}`,
              ...(issues.value.ttl === undefined ? [] : [`, good for ${formatDuration(issues.value.ttl)}`]),
            ],
          ] as const,
        ]),
    ...(cors === undefined
      ? []
      : [
          [
            'CORS',
            `${cors.value.origins === 'any' ? 'any page' : `pages of ${oneOf(cors.value.origins)}`} may read the answer${cors.value.credentials ? ', with cookies' : ''}`,
          ] as const,
        ]),
    ...(every === undefined ? [] : [['Polled', `every ${formatDuration(every.value)}`] as const]),
    ...(nameOf(companion) === companion.id ? [] : [['Operation', [code(companion.id)]] as const]),
  ];
}

function hostOf({ servers }: Contract, { server }: Companion): string {
  const found = servers[server];
  return found === undefined ? '' : `${found.protocol.replace(/^ws/, 'http')}://${found.host}`;
}
