import type { Header, Opening } from '../script/script.ts';
import { type Check, defineCheck } from './check.ts';
import { type OddHandshake, planOddHandshakes, withHeaders } from './odd-handshake.ts';

const demanded = { rule: 'RFC 6455 §4.2.1 (3, 4)', want: 'accepted', breach: 'warned' } as const;

const SPELLINGS: readonly OddHandshake[] = [
  {
    ...demanded,
    name: 'list',
    what: 'A handshake with Connection: keep-alive, Upgrade (as Firefox sends it)',
    change: (opening) => withHeaders(opening, ['Connection', 'keep-alive, Upgrade']),
  },
  {
    ...demanded,
    name: 'case',
    what: 'A handshake with Upgrade: WebSocket and Connection: upgrade',
    change: (opening) => withHeaders(opening, ['Upgrade', 'WebSocket'], ['Connection', 'upgrade']),
  },
  {
    ...demanded,
    name: 'names',
    what: 'A handshake with its header names in lower case',
    rule: 'RFC 9110 §5.1',
    change: (opening) => lowerCase(opening),
  },
];

export const handshakeSpelling: Check = defineCheck({
  id: 'handshake.spelling',
  title: 'A good handshake is accepted however it is spelled',
  area: 'handshake',
  phase: 'protocol',
  source: 'RFC 6455 §4.2.1; RFC 9110 §5.1, §7.8',
  row: 'H2',
  explain:
    'Names of headers and the words of Upgrade and Connection have no case, and Connection is a list: Firefox sends "keep-alive, Upgrade". A server or proxy that compares them letter by letter works in one browser and not in the next.',
  plan: (context) => planOddHandshakes(context, SPELLINGS),
});

/** Where a header of the opening has the name of a required one, it stands in its place. */
function lowerCase(opening: Opening): Opening {
  const required: readonly Header[] = [
    ['upgrade', 'websocket'],
    ['connection', 'Upgrade'],
    ['sec-websocket-version', '13'],
    ...(opening.origin === undefined ? [] : [['origin', opening.origin] as const]),
  ];
  return withHeaders(
    { ...opening, headers: (opening.headers ?? []).map(([name, value]) => [name.toLowerCase(), value]) },
    ...required,
  );
}
