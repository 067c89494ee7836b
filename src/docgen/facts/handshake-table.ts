import type { Endpoint } from '../../contract/endpoint.ts';
import type { HandshakePolicy, RefusalForm } from '../../contract/handshake-policy.ts';
import { takesOwnPagesOnly } from '../../contract/own-pages.ts';
import type { Promised } from '../../contract/promise.ts';
import { carriesCredential } from '../../contract/promises.ts';
import { oneOf } from '../../report/show/words.ts';
import { describeCarrier } from '../../rules/describe-carrier.ts';
import { formatDuration } from '../../transcript/format.ts';
import { type Block, badge, code, type Inline, joined, type Phrase, soft, strong } from '../blocks.ts';

type Row = readonly [part: Phrase, value: Phrase, need: Phrase, otherwise: Phrase];

/** What a client brings, whether it must, and what it gets where it does not. */
export function handshakeTable(endpoint: Endpoint): Block {
  const { handshake } = endpoint;
  const rows: Row[] = [
    ...endpoint.parameters.map(({ name, enum: members, examples }): Row => {
      const known = members ?? examples;
      const values: Inline[] =
        known.length === 0 ? ['any value; no example is known'] : codes(known.slice(0, MOST_VALUES));
      return [
        [code(`{${name}}`), ' in the path'],
        [
          ...(members === undefined && known.length > 0 ? ['any value, such as '] : []),
          ...values,
          ...more(known),
        ],
        REQUIRED,
        answered(handshake.refuse.path),
      ];
    }),
    ...originRows(handshake),
    ...handshake.query.flatMap(({ name, required, example }): Row[] =>
      carriesCredential(endpoint, 'query', name)
        ? []
        : [
            [
              [code(`?${name}=`), ' in the query'],
              example === undefined ? 'no example is known' : [code(example)],
              required ? REQUIRED : OPTIONAL,
              required ? answered(handshake.refuse.query) : '',
            ],
          ],
    ),
    ...handshake.headers.flatMap(({ name, required, example }): Row[] =>
      carriesCredential(endpoint, 'header', name)
        ? []
        : [
            [
              [code(name), ' header'],
              example === undefined ? 'no example is known' : [code(example)],
              required ? REQUIRED : OPTIONAL,
              required ? [soft('not promised')] : '',
            ],
          ],
    ),
    ...subprotocolRows(handshake),
    ...credentialRows(handshake),
  ];
  return { kind: 'table', head: ['What', 'Value', 'Needed', 'Else'], rows };
}

/** Limits of an open connection that the handshake decides. */
export function handshakeNotes({ handshake: { expiry, connections, refuse } }: Endpoint): readonly Phrase[] {
  return [
    ...(connections === undefined
      ? []
      : [
          [
            'At most ',
            strong(`${connections.value} ${connections.value === 1 ? 'connection' : 'connections'}`),
            ' at once; one more gets ',
            ...answered(refuse.capacity),
            '.',
          ],
        ]),
    ...(expiry === undefined
      ? []
      : [
          [
            'When its credential expires, a connection is closed with ',
            code(String(expiry.value.close)),
            ` within ${formatDuration(expiry.value.within)}.`,
          ],
        ]),
  ];
}

const REQUIRED: Phrase = [badge('required', 'info')];
const OPTIONAL: Phrase = [badge('optional')];
const MOST_VALUES = 12;

function more(values: readonly string[]): Inline[] {
  return values.length > MOST_VALUES ? [` and ${values.length - MOST_VALUES} more`] : [];
}

/** `HTTP 403`, `HTTP 401 or Close 4401`; or that nobody promised anything. */
export function answered(forms: Promised<readonly RefusalForm[]> | undefined): Inline[] {
  if (forms === undefined || forms.value.length === 0) return [soft('refused; how is not promised')];
  return joined(
    forms.value.map((form) => [
      badge('status' in form ? `HTTP ${form.status}` : `Close ${form.close}`, 'warn'),
    ]),
    ' or ',
  );
}

function codes(values: readonly string[]): Inline[] {
  return joined(values.map((value) => [code(value)]));
}

function originRows(policy: HandshakePolicy): Row[] {
  const { origins, missingOrigin, refuse } = policy;
  const value: Phrase =
    origins === undefined
      ? takesOwnPagesOnly(policy)
        ? [soft('not promised; the mock takes pages of its own host and of this machine')]
        : [soft('not promised; the mock takes any')]
      : origins.value === 'any'
        ? 'any'
        : codes(origins.value);
  const absent: Phrase =
    missingOrigin === undefined
      ? [badge('from browsers')]
      : missingOrigin.value === 'accept'
        ? [badge('from browsers'), ' others may leave it out']
        : REQUIRED;
  const isListed = origins !== undefined && origins.value !== 'any';
  return [
    [
      [code('Origin'), ' header'],
      value,
      absent,
      isListed || missingOrigin?.value === 'reject' ? answered(refuse.origin) : '',
    ],
  ];
}

function subprotocolRows({ subprotocols, refuse }: HandshakePolicy): Row[] {
  if (subprotocols === undefined) return [];
  const { supported, required } = subprotocols.value;
  return [
    [
      [code('Sec-WebSocket-Protocol'), ' header'],
      supported.length === 0 ? 'none' : codes(supported),
      required ? REQUIRED : OPTIONAL,
      required ? answered(refuse.subprotocol) : '',
    ],
  ];
}

function credentialRows({ credentials, roles, refuse }: HandshakePolicy): Row[] {
  return [
    ...credentials.map(
      ({ anyOf }): Row => [
        ['Credential ', ...codes(anyOf.map(({ name }) => name))],
        `in ${oneOf(anyOf.map(describeCarrier))}`,
        REQUIRED,
        answered(refuse.credentials),
      ],
    ),
    ...(roles === undefined ? [] : [['Role', codes(roles.value), REQUIRED, answered(refuse.role)] as const]),
  ];
}
