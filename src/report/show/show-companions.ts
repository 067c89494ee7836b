import type { Companion, CorsPolicy } from '../../contract/companion.ts';
import type { Contract } from '../../contract/contract.ts';
import { formatDuration } from '../../transcript/format.ts';
import { type Span, span, type Text, unbroken } from '../layout/span.ts';
import { renderTable } from '../layout/table.ts';
import type { Style } from '../style.ts';
import { notes, oneOf, schemeWords } from './words.ts';

/** The HTTP operations of the same document, by server. */
export function showCompanions(contract: Contract, style: Style): string[] {
  const servers = new Set(contract.companions.map(({ server }) => server));
  return [...servers].flatMap((name) => {
    const server = contract.servers[name];
    const companions = contract.companions.filter((companion) => companion.server === name);
    // An HTTP operation on a WebSocket server shares its host.
    const scheme = server?.protocol.replace(/^ws/, 'http');
    const where = server === undefined ? name : `${scheme}://${server.host}`;
    const shared = sharedCors(companions);
    const facts = [
      ...(shared === undefined ? [] : [[span('CORS'), corsWords(shared)] as const]),
      ...schemesOf(companions),
    ].map(([label, text]): Text[] => [[label], text]);
    return [
      '',
      style.bold('HTTP companions'),
      `  ${style.cyan(where)}`,
      ...renderTable(facts, { indent: 4, least: [12] }, style),
      '',
      ...renderTable(
        companions.flatMap((companion) => rowsOf(companion, shared)),
        { indent: 4 },
        style,
      ),
    ];
  });
}

function rowsOf(companion: Companion, shared: CorsPolicy | undefined): Text[][] {
  const { method, address, query, request, responses, cors } = companion;
  const parameters = query.map(
    ({ name, required, example }) => `${required ? '' : '['}${name}=${example ?? '…'}${required ? '' : ']'}`,
  );
  const target = `${address}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`;
  const answers = responses.map(({ status, message }) => unbroken(`${status} ${message}`)).join(', ');
  const exchange: Span[] = [
    ...(request.length === 0 ? [] : [span(unbroken('→ '), 'cyan'), span(`${request.join(' | ')} `)]),
    ...(answers === '' ? [] : [span(unbroken('← '), 'green'), span(answers, 'bold')]),
  ];
  const more = notes([
    ...companion.credentials.map(({ anyOf }) => [
      span(unbroken(`with ${oneOf(anyOf.map(({ name }) => name))}`)),
      ...(companion.refuse.credentials === undefined
        ? []
        : [span(unbroken(`, else ${companion.refuse.credentials.value}`), 'yellow')]),
    ]),
    ...(companion.roles === undefined
      ? []
      : [
          [
            span(`${oneOf(companion.roles.value)} only`, 'magenta'),
            ...(companion.refuse.role === undefined
              ? []
              : [span(unbroken(`, else ${companion.refuse.role.value}`), 'yellow')]),
          ],
        ]),
    ...issueNotes(companion),
    ...(companion.every === undefined
      ? []
      : [[span(`asked every ${formatDuration(companion.every.value)}`)]]),
    ...(cors === undefined || shared !== undefined ? [] : [[span('CORS: '), ...corsWords(cors.value)]]),
  ]);
  const head: Text = [span(unbroken(method.padEnd(4)), 'bold'), span(` ${target}`)];
  return [[head, exchange], ...(more.length === 0 ? [] : [['', more]])];
}

/** Where each credential stands, said once. */
function schemesOf(companions: readonly Companion[]): (readonly [Span, Span[]])[] {
  const schemes = companions.flatMap(({ credentials }) => credentials.flatMap(({ anyOf }) => anyOf));
  const byName = new Map(schemes.map((scheme) => [scheme.name, scheme]));
  return [...byName.values()].map((scheme) => [span('credential'), schemeWords(scheme)]);
}

function issueNotes({ issues }: Companion): Span[][] {
  if (issues === undefined) return [];
  const { scheme, at, ttl } = issues.value;
  const where = at === undefined ? 'as a cookie' : `at ${at}`;
  return [
    [
      span('hands out '),
      span(scheme, 'bold'),
      span(` ${where}${ttl === undefined ? '' : `, good for ${formatDuration(ttl)}`}`),
    ],
  ];
}

/** The policy of all of them, where it is one. */
function sharedCors(companions: readonly Companion[]): CorsPolicy | undefined {
  const [first, ...others] = companions.map(({ cors }) => cors?.value);
  const text = JSON.stringify(first);
  return first !== undefined && others.every((other) => JSON.stringify(other) === text) ? first : undefined;
}

function corsWords({ origins, credentials }: CorsPolicy): Span[] {
  const who = origins === 'any' ? 'any page' : oneOf(origins);
  return [
    span(who, 'bold'),
    span(credentials ? ' may read the answers, with cookies' : ' may read the answers'),
  ];
}
