import type { Finding } from '../result/result.ts';
import type { ConnectionRecord } from '../transcript/transcript.ts';
import { type Check, defineCheck } from './check.ts';
import { type OddHandshake, planOddHandshakes, withHeaders, without } from './odd-handshake.ts';

const VERSION = 'Sec-WebSocket-Version';

const VERSIONS: readonly OddHandshake[] = [
  {
    name: 'unknown',
    what: 'A handshake of version 99',
    rule: 'RFC 6455 §4.4',
    want: 'refused',
    breach: 'warned',
    change: (opening) => withHeaders(opening, [VERSION, '99']),
    also: namesVersions,
  },
  {
    name: 'missing',
    what: 'A handshake without a version',
    rule: 'RFC 6455 §4.2.1 (6)',
    want: 'refused',
    breach: 'warned',
    change: (opening) => without(opening, VERSION),
  },
  {
    name: 'old',
    what: 'A handshake of version 8 (a draft)',
    rule: 'RFC 6455 §4.4',
    want: 'refused',
    breach: 'observed',
    change: (opening) => withHeaders(opening, [VERSION, '8']),
  },
];

export const handshakeVersion: Check = defineCheck({
  id: 'handshake.version',
  title: 'A handshake of another version is refused, with the versions that there are',
  area: 'handshake',
  phase: 'protocol',
  source: 'RFC 6455 §4.2.1 (6), §4.2.2 (4), §4.4',
  row: 'H11–H13',
  explain:
    'There is one version, 13. A client of another must be refused (426 or 400), and told in Sec-WebSocket-Version which it may use. That last header is missing from so many servers that it is only shown.',
  plan: (context) => planOddHandshakes(context, VERSIONS),
});

function namesVersions({ handshake: { outcome } }: ConnectionRecord): Finding | undefined {
  if (outcome.kind !== 'refused') return undefined;
  const named = outcome.headers
    .filter(([name]) => name.toLowerCase() === 'sec-websocket-version')
    .flatMap(([, value]) => value.split(','))
    .map((version) => version.trim());
  if (named.includes('13')) return undefined;
  return {
    outcome: 'observed',
    message: `It is refused with ${outcome.status}, but without Sec-WebSocket-Version: 13.`,
    expected: 'refused, with Sec-WebSocket-Version: 13',
  };
}
