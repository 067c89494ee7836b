import type { Endpoint } from '../../contract/endpoint.ts';
import { companionOf, pushesOf, requestsOf } from '../../contract/queries.ts';
import { serversOf } from '../../contract/served-contract.ts';
import {
  type Block,
  badge,
  code,
  codeLink,
  heading,
  joined,
  link,
  note,
  type Page,
  type Phrase,
  soft,
} from '../blocks.ts';
import { conversationDiagram } from '../diagrams/conversation-diagram.ts';
import { handshakeNotes, handshakeTable } from '../facts/handshake-table.ts';
import { messageBlocks, messagesAt } from '../facts/message-blocks.ts';
import { baseOf, openingOf } from '../facts/opening.ts';
import { closeCodes, otherwiseFacts } from '../facts/otherwise.ts';
import { answerText, diagnoseCommand, requestText } from '../facts/request-text.ts';
import { scenarioBlocks } from '../facts/scenario-blocks.ts';
import { operationBlocks } from '../facts/talk.ts';
import { quickStart } from '../quick-start/quick-start.ts';
import { nameOf, type Site } from '../site.ts';
import { verdictBadge } from '../verified/verdict-words.ts';
import { verifiedNote } from '../verified/verified-note.ts';

/** All about one endpoint: how to get in, what is said, and what happens otherwise. */
export function endpointPage(site: Site, endpoint: Endpoint): Page {
  const { summary, description, absent } = endpoint;
  const name = nameOf(endpoint);
  return {
    path: site.endpoint(endpoint).page,
    title: name,
    short: name,
    group: 'endpoints',
    eyebrow: 'Endpoint',
    badges: [
      ...(endpoint.tags ?? []).slice(0, 6).map((tag) => badge(tag)),
      ...verdictBadge(site, site.verified?.ofEndpoint(endpoint.id)),
    ],
    ...(summary === undefined ? {} : { lede: summary }),
    blocks: [
      ...(description === undefined ? [] : [{ kind: 'prose', markdown: description } as const]),
      ...(absent === undefined ? present(site, endpoint) : missing(site, endpoint, absent.value.fallback)),
    ],
  };
}

/** By contract there is nothing; a client that knocks there is told what to do instead. */
function missing(site: Site, endpoint: Endpoint, fallback: readonly string[]): readonly Block[] {
  const instead = fallback.map((id) => {
    const companion = companionOf(site.contract, id);
    return companion === undefined
      ? [code(id)]
      : [codeLink(`${companion.method} ${companion.address}`, site.companion(companion))];
  });
  return [
    { kind: 'facts', rows: addressFacts(site, endpoint) },
    note(
      'warn',
      'By contract there is no WebSocket at this address',
      ...(instead.length === 0 ? ['.'] : [': clients use ', ...joined(instead, ' or '), ' instead.']),
    ),
    ...verifiedNote(site, site.verified?.ofEndpoint(endpoint.id)),
  ];
}

function present(site: Site, endpoint: Endpoint): readonly Block[] {
  const { contract } = site;
  const opening = openingOf(contract, endpoint);
  const requests = requestsOf(endpoint);
  const pushes = pushesOf(endpoint);
  const scenarios = contract.scenarios.filter((scenario) => scenario.endpoint === endpoint.id);
  const messages = messagesAt(site, endpoint);
  const closings = closeCodes(site, endpoint);
  return [
    { kind: 'facts', rows: addressFacts(site, endpoint) },
    ...verifiedNote(site, site.verified?.ofEndpoint(endpoint.id)),
    heading(2, 'quick-start', 'Quick start'),
    quickStart(site, endpoint),
    heading(2, 'connect', 'Handshake'),
    {
      kind: 'paragraph',
      text: 'This is what goes over the wire. A WebSocket client writes the first lines by itself.',
    },
    { kind: 'code', language: 'http', text: requestText(opening), title: 'The client asks' },
    { kind: 'code', language: 'http', text: answerText(opening, endpoint), title: 'The server accepts' },
    heading(3, 'handshake-rules', 'What it needs'),
    handshakeTable(endpoint),
    ...handshakeNotes(endpoint).map((text): Block => ({ kind: 'paragraph', text })),
    {
      kind: 'paragraph',
      text: ['Refused, and nobody says why? ', link('Troubleshooting', { page: 'troubleshooting' }), ', or:'],
    },
    { kind: 'code', language: 'sh', text: `npx ${diagnoseCommand(opening, contract.file)}` },
    heading(2, 'try-it', 'Try it'),
    {
      kind: 'panel',
      name: 'try-it',
      data: endpoint.id,
      instead: [
        'The HTML pages of these docs can connect from here. In a terminal: ',
        link('Quick start', site.endpoint(endpoint, 'quick-start')),
        '.',
      ],
    },
    heading(2, 'conversation', 'Conversation'),
    conversationDiagram(site, endpoint),
    { kind: 'facts', rows: otherwiseFacts(site, endpoint) },
    ...(requests.length === 0 ? [] : [heading(2, 'client-sends', 'The client sends')]),
    ...requests.flatMap((operation) => operationBlocks(site, endpoint, operation)),
    ...(pushes.length === 0 ? [] : [heading(2, 'server-sends', 'The server sends')]),
    ...pushes.flatMap((operation) => operationBlocks(site, endpoint, operation)),
    ...(closings.length === 0
      ? []
      : [
          heading(2, 'close-codes', 'Close codes'),
          {
            kind: 'table',
            head: ['Code', 'What it means here'],
            rows: closings.map(([number, meaning]): readonly Phrase[] => [[code(String(number))], meaning]),
          } as const,
        ]),
    ...scenarioBlocks(site, scenarios),
    ...(messages.length === 0 ? [] : [heading(2, 'messages', 'Messages')]),
    ...(messages.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            text: [
              'With their examples and properties. All that the document says of them is in the ',
              link('reference', { page: 'reference' }),
              '.',
            ],
          } as const,
        ]),
    ...messages.flatMap(([message, from]) =>
      messageBlocks(site, message, site.message(endpoint, message.id), from),
    ),
  ];
}

function addressFacts({ contract }: Site, endpoint: Endpoint): readonly (readonly [string, Phrase])[] {
  return serversOf(endpoint).map((server, index) => [
    index === 0 ? 'Address' : `On ${server}`,
    [
      code(`${baseOf(contract, server)}${endpoint.address}`),
      ...(contract.servers[server]?.description === undefined
        ? []
        : [' ', soft(contract.servers[server].description.trim().replaceAll(/\s+/g, ' '))]),
    ],
  ]);
}
