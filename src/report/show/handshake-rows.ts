import type { AddressParameter, Endpoint } from '../../contract/endpoint.ts';
import type { HandshakeField, HandshakePolicy } from '../../contract/handshake-policy.ts';
import { takesOwnPagesOnly } from '../../contract/own-pages.ts';
import { formatDuration } from '../../transcript/format.ts';
import { type Span, span } from '../layout/span.ts';
import { MOCK_DEFAULT, notes, oneOf, refusal, schemeWords } from './words.ts';

/** A label and what is to be said about it. */
export type Row = readonly [label: string, text: readonly Span[]];

/** What a client has to bring to get in, and what it gets where it does not. */
export function handshakeRows({ parameters, handshake }: Endpoint): Row[] {
  return [
    ...parameters.map(parameterRow),
    ...originRows(handshake),
    ...handshake.query.map((field) => fieldRow('query', field, handshake)),
    ...handshake.headers.map((field) => fieldRow('header', field, handshake)),
    ...subprotocolRows(handshake),
    ...credentialRows(handshake),
    ...capacityRows(handshake),
  ];
}

function parameterRow({ name, enum: members, examples }: AddressParameter): Row {
  const values = (members ?? examples).slice(0, 6);
  const more = (members ?? examples).length > values.length ? ', …' : '';
  if (values.length === 0) return [`{${name}}`, [span('any value; no example is known')]];
  return [
    `{${name}}`,
    [span(members === undefined ? 'any value, such as ' : 'one of '), span(values.join(', ') + more, 'bold')],
  ];
}

function originRows(policy: HandshakePolicy): Row[] {
  const { origins, missingOrigin, refuse } = policy;
  const unlisted = takesOwnPagesOnly(policy) ? 'pages of the same host, and of this machine ' : 'any ';
  const allowed: Row =
    origins === undefined
      ? ['Origin', [span(unlisted), MOCK_DEFAULT]]
      : origins.value === 'any'
        ? ['Origin', [span('any')]]
        : ['Origin', notes([[span(oneOf(origins.value), 'bold')], ...refusal(refuse.origin)])];
  if (missingOrigin === undefined) {
    return origins === undefined ? [allowed] : [allowed, ['no Origin', [span('accepted '), MOCK_DEFAULT]]];
  }
  return [
    allowed,
    missingOrigin.value === 'accept'
      ? ['no Origin', [span('accepted')]]
      : ['no Origin', notes([[span('refused')], ...refusal(refuse.origin)])],
  ];
}

function fieldRow(kind: 'query' | 'header', field: HandshakeField, { refuse }: HandshakePolicy): Row {
  const { name, required, example } = field;
  const shown = kind === 'query' ? `?${name}=${example ?? '…'}` : `${name}: ${example ?? '…'}`;
  const items = [[span(shown, 'bold')], [span(required ? 'required' : 'optional')]];
  return [kind, notes([...items, ...(required && kind === 'query' ? refusal(refuse.query) : [])])];
}

function subprotocolRows({ subprotocols, refuse }: HandshakePolicy): Row[] {
  if (subprotocols === undefined) return [];
  const { supported, required } = subprotocols.value;
  const items = [
    [span(supported.length === 0 ? 'none' : oneOf(supported), 'bold')],
    [span(required ? 'required' : 'optional')],
  ];
  return [['subprotocol', notes([...items, ...(required ? refusal(refuse.subprotocol) : [])])]];
}

function credentialRows({ credentials, roles, refuse, expiry }: HandshakePolicy): Row[] {
  const rows: Row[] = credentials.map(({ anyOf }) => [
    'credential',
    notes([
      anyOf.flatMap((scheme, i) => [...(i === 0 ? [] : [span(' or ')]), ...schemeWords(scheme)]),
      ...refusal(refuse.credentials),
    ]),
  ]);
  if (roles !== undefined)
    rows.push(['role', notes([[span(oneOf(roles.value), 'bold')], ...refusal(refuse.role)])]);
  if (expiry !== undefined) {
    const { close, within } = expiry.value;
    rows.push([
      'expiry',
      [span(`closed with ${close} within ${formatDuration(within)} of the credential's end`)],
    ]);
  }
  return rows;
}

function capacityRows({ connections, refuse }: HandshakePolicy): Row[] {
  if (connections === undefined) return [];
  const count = connections.value === 1 ? 'connection' : 'connections';
  return [
    ['capacity', notes([[span(`${connections.value} ${count} at once`)], ...refusal(refuse.capacity)])],
  ];
}
