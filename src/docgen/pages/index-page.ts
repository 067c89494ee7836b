import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { serversOf } from '../../contract/served-contract.ts';
import {
  type Block,
  badge,
  code,
  heading,
  type Inline,
  joined,
  link,
  type Page,
  type Phrase,
  strong,
} from '../blocks.ts';
import { baseOf, openingOf } from '../facts/opening.ts';
import { diagnoseCommand, shellWord } from '../facts/request-text.ts';
import { quickStartTabs } from '../quick-start/quick-start.ts';
import { HTTP_PAGE, nameOf, type Site } from '../site.ts';
import { verdictBadge } from '../verified/verdict-words.ts';

/** What this API is, what there is to connect to, and the first connection. */
export function indexPage(site: Site): Page {
  const { contract } = site;
  const { title, version, description, companions, scenarios } = contract;
  return {
    path: 'index',
    title,
    short: 'Overview',
    group: 'start',
    eyebrow: 'WebSocket API',
    badges: [badge(`version ${version}`)],
    blocks: [
      ...(description === undefined ? [] : [{ kind: 'prose', markdown: description } as const]),
      heading(2, 'endpoints', 'Endpoints'),
      contract.endpoints.length === 0
        ? { kind: 'paragraph', text: 'The document has no WebSocket endpoint.' }
        : { kind: 'cards', cards: contract.endpoints.map((endpoint) => card(site, endpoint)) },
      ...(companions.length === 0
        ? []
        : [
            {
              kind: 'paragraph',
              text: [
                `Beside them the document has ${companions.length} HTTP ${companions.length === 1 ? 'operation' : 'operations'}: `,
                link('HTTP companions', { page: HTTP_PAGE }),
                '.',
              ],
            } as const,
          ]),
      ...firstMinute(site),
      heading(2, 'about', 'About this document'),
      { kind: 'facts', rows: about(contract) },
      ...(scenarios.length === 0 ? [] : scenarioList(site)),
    ],
  };
}

function card(site: Site, endpoint: Endpoint): Extract<Block, { kind: 'cards' }>['cards'][number] {
  const { summary, absent, server } = endpoint;
  const { client, server: fromServer } = endpoint.messages;
  return {
    title: nameOf(endpoint),
    to: site.endpoint(endpoint),
    badges: [
      ...(absent === undefined ? [] : [badge('does not exist', 'warn')]),
      ...(endpoint.handshake.credentials.length === 0 ? [] : [badge('credential')]),
      ...verdictBadge(site, site.verified?.ofEndpoint(endpoint.id)),
    ],
    address: `${baseOf(site.contract, server)}${endpoint.address}`,
    text:
      summary ??
      (absent === undefined
        ? `The client sends ${count(client.length, 'message')}, the server ${fromServer.length}.`
        : 'By contract there is no WebSocket here.'),
  };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function firstMinute(site: Site): readonly Block[] {
  const endpoint = site.contract.endpoints.find(({ absent }) => absent === undefined);
  if (endpoint === undefined) return [];
  const file = shellWord(site.contract.file);
  const browser = quickStartTabs(site, endpoint)[0];
  return [
    heading(2, 'first-minute', 'First connection in one minute'),
    {
      kind: 'paragraph',
      text: [strong('1. Start a mock.'), ' It behaves as this document says, and says so when you do not.'],
    },
    { kind: 'code', language: 'sh', text: `npx countersign mock ${file}` },
    {
      kind: 'paragraph',
      text: [
        strong('2. Connect.'),
        ' The mock prints its addresses; put its host in the place of ',
        code(baseOf(site.contract, endpoint.server)),
        '. More languages: ',
        link(nameOf(endpoint), site.endpoint(endpoint, 'quick-start')),
        '.',
      ],
    },
    ...(browser === undefined ? [] : [browser.code]),
    {
      kind: 'paragraph',
      text: [
        strong('3. Refused?'),
        ' A page is never told why. Ask the server, or look into ',
        link('Troubleshooting', { page: 'troubleshooting' }),
        '.',
      ],
    },
    {
      kind: 'code',
      language: 'sh',
      text: `npx ${diagnoseCommand(openingOf(site.contract, endpoint), site.contract.file)}`,
    },
  ];
}

function about({
  version,
  file,
  servers,
  perspective,
  endpoints,
  companions,
  unknownPath,
}: Contract): readonly (readonly [string, Phrase])[] {
  const used = new Set([...endpoints.flatMap(serversOf), ...companions.map(({ server }) => server)]);
  const shown = Object.values(servers).filter(({ name }) => used.has(name));
  return [
    ['Version', version],
    ['Document', [code(file)]],
    ...shown.map(({ name, protocol, host, pathname, description }): readonly [string, Phrase] => [
      `Server ${name}`,
      [
        code(`${protocol}://${host}${pathname}`),
        ...(description === undefined ? [] : [` ${oneLine(description)}`]),
        ...(unknownPath[name] === undefined
          ? []
          : [
              '; any other path is refused with ',
              ...joined(
                unknownPath[name].value.map((form): Inline[] => [
                  badge('status' in form ? `HTTP ${form.status}` : `Close ${form.close}`, 'warn'),
                ]),
                ' or ',
              ),
            ]),
      ],
    ]),
    [
      'Perspective',
      `written from the ${perspective.value}'s view${perspective.chosenBy === 'auto' ? `, as Countersign judged (${perspective.reasons.join('; ') || 'nothing speaks against it'})` : ''}`,
    ],
  ];
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

function scenarioList(site: Site): readonly Block[] {
  return [
    heading(2, 'scenarios', 'Scenarios'),
    {
      kind: 'list',
      items: site.contract.scenarios.map(({ name, title }): Phrase => {
        const to = site.scenario(name);
        return [
          ...(to === undefined ? [name] : [link(title ?? name, to)]),
          ...verdictBadge(site, site.verified?.ofScenario(name)),
        ];
      }),
    },
  ];
}
