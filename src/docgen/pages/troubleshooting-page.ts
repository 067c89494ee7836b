import type { Endpoint } from '../../contract/endpoint.ts';
import type { RefusalForm, RefusalReason } from '../../contract/handshake-policy.ts';
import { CAUSES } from '../../diagnose/causes.ts';
import { readMessage } from '../../diagnose/messages.ts';
import { oneOf } from '../../report/show/words.ts';
import { describeCarrier } from '../../rules/describe-carrier.ts';
import { type Block, badge, code, heading, joined, link, type Page, type Phrase } from '../blocks.ts';
import { openingOf, urlOf } from '../facts/opening.ts';
import { closeCodes } from '../facts/otherwise.ts';
import { diagnoseCommand, shellWord } from '../facts/request-text.ts';
import { nameOf, type Site } from '../site.ts';

/** From what one sees to the cause and what to change: first by this document, then in general. */
export function troubleshootingPage(site: Site): Page {
  const endpoint = site.contract.endpoints.find(({ absent }) => absent === undefined);
  const url =
    endpoint === undefined
      ? 'ws://localhost'
      : urlOf(openingOf(site.contract, endpoint)).replace(/\?.*$/, '');
  return {
    path: 'troubleshooting',
    title: 'Troubleshooting',
    short: 'Troubleshooting',
    group: 'more',
    eyebrow: 'When it does not connect',
    lede: 'A browser never tells a page why a handshake failed: it says 1006, whatever the server answered. Here is what each sign means.',
    blocks: [
      ...(endpoint === undefined ? [] : ask(site, endpoint)),
      heading(2, 'this-api', 'What this API answers'),
      ...answers(site),
      heading(2, 'signs', 'What you see, and what it means'),
      ...signs(site, url).flatMap(([text, at]) => signBlocks(text, at)),
      heading(2, 'causes', 'All causes'),
      {
        kind: 'paragraph',
        text: 'What countersign diagnose can find out. It tells them apart by asking the server with one thing changed at a time.',
      },
      {
        kind: 'table',
        head: ['Cause', 'What it is', 'How it comes'],
        rows: CAUSES.map(({ id, title, explain }): readonly Phrase[] => [[code(id)], title, explain]),
      },
    ],
  };
}

function ask(site: Site, endpoint: Endpoint): readonly Block[] {
  return [
    heading(2, 'ask', 'Ask the server'),
    {
      kind: 'paragraph',
      text: 'It connects as a client does and, where that fails, finds the cause in a second: how sure it is, and what to change.',
    },
    {
      kind: 'code',
      language: 'sh',
      text: `npx ${diagnoseCommand(openingOf(site.contract, endpoint), site.contract.file)}`,
    },
    { kind: 'paragraph', text: 'Or give it the line of a console or a log, without connecting:' },
    {
      kind: 'code',
      language: 'sh',
      text: `npx countersign diagnose --message ${shellWord('Unexpected response code: 403')}`,
    },
  ];
}

/** What the document itself says of refusals and ends, by endpoint. */
function answers(site: Site): readonly Block[] {
  const { contract } = site;
  const rows: (readonly Phrase[])[] = [];
  for (const [server, { value }] of Object.entries(contract.unknownPath))
    rows.push([
      forms(value),
      [code(server)],
      'There is no endpoint at this path.',
      ['Compare it with ', link('the endpoints', { page: 'index', id: 'endpoints' }), '.'],
    ]);
  for (const endpoint of contract.endpoints) {
    const where: Phrase = [
      link(nameOf(endpoint), site.endpoint(endpoint, endpoint.absent === undefined ? 'connect' : undefined)),
    ];
    if (endpoint.absent !== undefined) {
      rows.push([
        'refused',
        where,
        'By contract there is no WebSocket here.',
        ['Use what ', link('its page', site.endpoint(endpoint)), ' names instead.'],
      ]);
      continue;
    }
    for (const [reason, promised] of refusalsOf(endpoint))
      rows.push([forms(promised), where, ...WHY[reason](endpoint)]);
    const refusals = new Set(formsOf(endpoint).flatMap((form) => ('close' in form ? [form.close] : [])));
    for (const [number, meaning] of closeCodes(site, endpoint))
      if (!refusals.has(number)) rows.push([[badge(`Close ${number}`, 'warn')], where, meaning, '']);
  }
  if (rows.length === 0)
    return [
      {
        kind: 'paragraph',
        text: 'The document does not say how a client is refused: the signs below hold for any server.',
      },
    ];
  return [{ kind: 'table', head: ['You see', 'At', 'Cause', 'Fix'], rows }];
}

function refusalsOf({
  handshake: { refuse },
}: Endpoint): (readonly [RefusalReason, readonly RefusalForm[]])[] {
  return (Object.keys(WHY) as RefusalReason[]).flatMap((reason) => {
    const promised = refuse[reason];
    return promised === undefined ? [] : [[reason, promised.value] as const];
  });
}

function formsOf(endpoint: Endpoint): readonly RefusalForm[] {
  return refusalsOf(endpoint).flatMap(([, all]) => all);
}

function forms(all: readonly RefusalForm[]): Phrase {
  return joined(
    all.map((form) => [badge('status' in form ? `HTTP ${form.status}` : `Close ${form.close}`, 'warn')]),
    ' ',
  );
}

/** Of each promised refusal: why, and what would have passed. */
const WHY: Readonly<Record<RefusalReason, (endpoint: Endpoint) => readonly [cause: Phrase, fix: Phrase]>> = {
  path: ({ address, parameters }) => [
    'The path is another one, or a value in it is not known.',
    [
      'It is ',
      code(address),
      ...parameters.flatMap(({ name, enum: known }) =>
        known === undefined ? [] : ['; ', code(`{${name}}`), ` is ${oneOf(known.slice(0, 8))}`],
      ),
      '.',
    ],
  ],
  origin: ({ handshake: { origins, missingOrigin } }) => [
    missingOrigin?.value === 'reject'
      ? 'The page comes from elsewhere, or there is no Origin at all.'
      : 'The page comes from an Origin that is not allowed.',
    origins === undefined || origins.value === 'any'
      ? 'Send an Origin: browsers do it by themselves.'
      : [
          'Serve the page from ',
          ...joined(
            origins.value.map((origin) => [code(origin)]),
            ' or ',
          ),
          ': scheme, host and port must be equal, localhost is not 127.0.0.1.',
        ],
  ],
  credentials: ({ handshake: { credentials } }) => [
    'There is no credential, or it is wrong or has expired.',
    `It belongs into ${oneOf(credentials.flatMap(({ anyOf }) => anyOf.map(describeCarrier)))}.`,
  ],
  role: ({ handshake: { roles } }) => [
    'The credential is good, but its role may not connect.',
    `Allowed: ${oneOf(roles?.value ?? [])}.`,
  ],
  capacity: ({ handshake: { connections } }) => [
    'All places are taken.',
    `At most ${connections?.value ?? 'so many'} connections at once: close one, or try again later.`,
  ],
  query: ({ handshake: { query } }) => [
    'A query parameter is missing or wrong.',
    `Needed: ${oneOf(query.filter(({ required }) => required).map(({ name, example }) => `?${name}=${example ?? '…'}`))}.`,
  ],
  subprotocol: ({ handshake: { subprotocols } }) => [
    'None of the offered subprotocols is spoken here.',
    `Offer ${oneOf(subprotocols?.value.supported ?? [])}.`,
  ],
};

/** Lines as clients print them; with the addresses of this document. */
function signs(site: Site, url: string): readonly (readonly [text: string, id: string])[] {
  const promised = site.contract.endpoints
    .flatMap(formsOf)
    .flatMap((form) => ('status' in form ? [form.status] : []));
  const statuses = [...new Set([...promised.sort((a, b) => a - b), 403, 401, 404, 400, 502])];
  return [
    ['closed: {code: 1006, reason: "", wasClean: false}', 'sign-1006'],
    [
      `WebSocket connection to '${url}' failed: Error in connection establishment: net::ERR_CONNECTION_REFUSED`,
      'sign-refused',
    ],
    ...statuses.map(
      (status) =>
        [
          `WebSocket connection to '${url}' failed: Error during WebSocket handshake: Unexpected response code: ${status}`,
          `sign-${status}`,
        ] as const,
    ),
    [
      `Mixed Content: The page was loaded over HTTPS, but attempted to connect to the insecure WebSocket endpoint '${url.replace(/^wss/, 'ws')}'`,
      'sign-mixed-content',
    ],
    ["Refused to connect because it violates the document's Content Security Policy", 'sign-csp'],
    [
      "Error during WebSocket handshake: Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
      'sign-subprotocol',
    ],
    ['WebSocket closed with code 1008', 'sign-1008'],
    ['WebSocket closed with code 1011', 'sign-1011'],
    ['WebSocket closed with code 1009', 'sign-1009'],
  ];
}

function signBlocks(text: string, id: string): readonly Block[] {
  const verdict = readMessage(text);
  if (verdict === undefined) return [];
  const { sentence, candidates, fix, title } = verdict;
  return [
    heading(3, id, shortOf(text)),
    { kind: 'code', language: 'text', text, title: 'Console' },
    { kind: 'paragraph', text: sentence },
    ...(candidates.length === 0
      ? [{ kind: 'paragraph', text: ['The cause: ', title, '.'] } as const]
      : [{ kind: 'list', items: candidates.map((one): Phrase => [code(one.id), ` ${one.title}`]) } as const]),
    ...(fix.lines.length === 0 ? [] : [{ kind: 'list', items: fix.lines } as const]),
  ];
}

/** A title for the table of contents. */
function shortOf(text: string): string {
  const status = /response code: (\d+)/.exec(text)?.[1];
  if (status !== undefined) return `Unexpected response code: ${status}`;
  const closed = /\bcode:? (\d{4})/.exec(text)?.[1];
  if (closed !== undefined) return `Closed with ${closed}`;
  return /net::\w+|Mixed Content|Content Security Policy/.exec(text)?.[0] ?? 'No subprotocol in the response';
}
