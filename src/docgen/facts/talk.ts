import type { Endpoint } from '../../contract/endpoint.ts';
import { greetingsByName } from '../../contract/greeting-name.ts';
import type { Operation, PushOperation, RequestOperation } from '../../contract/operation.ts';
import { companionOf, messageOf, pushesOf } from '../../contract/queries.ts';
import { conditionWords } from '../../report/show/condition-words.ts';
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
  type Phrase,
  soft,
} from '../blocks.ts';
import { nameOf, type Site } from '../site.ts';
import { operationVerdict } from '../verified/verdict-words.ts';
import { proseOf } from './prose-of.ts';

/** One section for each operation: who sends what, what comes of it, and under which conditions. */
export function operationBlocks(site: Site, endpoint: Endpoint, operation: Operation): readonly Block[] {
  const place = site.operation(endpoint, operation.id);
  return [
    heading(3, place.id ?? '', [nameOf(operation), ...operationVerdict(site, endpoint, operation.id)]),
    ...proseOf(operation),
    {
      kind: 'facts',
      rows:
        operation.kind === 'request'
          ? requestFacts(site, endpoint, operation)
          : pushFacts(site, endpoint, operation),
    },
  ];
}

/** Names of messages, each leading to its section. */
export function messageLinks(
  site: Site,
  endpoint: Endpoint,
  ids: readonly string[],
  between = ' or ',
): Inline[] {
  return joined(
    ids.map((id) => [codeLink(messageOf(site.contract, id).id, site.message(endpoint, id))]),
    between,
  );
}

type Facts = (readonly [string, Phrase])[];

function requestFacts(site: Site, endpoint: Endpoint, request: RequestOperation): Facts {
  const { messages, reply, when, roles, closes } = request;
  const starts = pushesOf(endpoint).filter(({ after }) => after?.value === request.id);
  const ends = pushesOf(endpoint).filter(({ until }) => until?.value === request.id);
  const links = (pushes: readonly PushOperation[]): Inline[] =>
    joined(pushes.map(({ id }) => [codeLink(id, site.operation(endpoint, id))]));
  return [
    ['The client sends', messageLinks(site, endpoint, messages)],
    ...(when === undefined
      ? []
      : [['Where', conditionWords(site.contract.schemas[when]?.schema ?? true)] as const]),
    ...(roles === undefined ? [] : [['Only', oneOfCodes(roles.value)] as const]),
    ['The server answers', replyWords(site, endpoint, request)],
    ...(reply?.within === undefined ? [] : [['Within', formatDuration(reply.within.value)] as const]),
    ...(reply === undefined ? [] : bindFact(reply.bind)),
    ...(starts.length === 0 ? [] : [['It starts', links(starts)] as const]),
    ...(ends.length === 0 ? [] : [['It ends', links(ends)] as const]),
    ...(closes === undefined
      ? []
      : [['Then', ['the server closes with ', code(String(closes.value))]] as const]),
  ];
}

function replyWords(site: Site, endpoint: Endpoint, { reply }: RequestOperation): Phrase {
  if (reply === undefined) return [soft('nothing that the document knows of')];
  const words =
    reply.sequence === undefined
      ? messageLinks(site, endpoint, reply.messages)
      : joined(
          reply.sequence.map(({ message, repeat }) => [
            ...(repeat === 1 ? [] : [`${repeat} × `]),
            ...messageLinks(site, endpoint, [message]),
          ]),
          ', then ',
        );
  return reply.basis === 'inferred'
    ? [...words, ' ', badge('inferred', 'warn'), ' ', soft('from the names; the document does not say it')]
    : words;
}

function pushFacts(site: Site, endpoint: Endpoint, push: PushOperation): Facts {
  const { every, after, until, ordered, roles, to, reply, pace, bind } = push;
  const greeted = greetingsByName(endpoint);
  const byName = push.messages.some((message) => greeted.includes(message));
  return [
    ['The server sends', messageLinks(site, endpoint, push.messages)],
    [
      'When',
      [
        ...(every === undefined
          ? []
          : [`at once, then every ${formatDuration(every.value)}`, ...(after === undefined ? [] : [', '])]),
        ...(after === undefined ? [] : ['after ', ...triggerLink(site, endpoint, after.value)]),
        ...(every === undefined && after === undefined
          ? byName
            ? ['once, on open ', badge('inferred', 'warn')]
            : [
                'when it happens',
                ...(pace === undefined ? [] : [soft(`; the mock sends one every ${formatDuration(pace)}`)]),
              ]
          : []),
        ...(until === undefined ? [] : [', until ', ...triggerLink(site, endpoint, until.value)]),
      ],
    ],
    ...(to === undefined ? [] : [['To', AUDIENCES[to.value]] as const]),
    ...(roles === undefined ? [] : [['Only to', oneOfCodes(roles.value)] as const]),
    ...bindFact(bind),
    ...(ordered === undefined
      ? []
      : [['In order', [code(ordered.value), ' never decreases within one stream']] as const]),
    ...(reply === undefined
      ? []
      : [['The client answers', messageLinks(site, endpoint, reply.messages)] as const]),
  ];
}

const AUDIENCES = {
  sender: 'whoever asked',
  all: 'everybody at the endpoint',
  others: 'everybody else at the endpoint',
  address: 'everybody at that address',
} as const;

function bindFact(
  bind: readonly {
    readonly into: string;
    readonly from: { readonly kind: string; readonly pointer?: string; readonly name?: string };
  }[],
): Facts {
  const items = bind.flatMap(({ into, from }): Inline[][] => {
    const target = code(into === '' ? 'the payload' : into);
    if (from.kind === 'request')
      return [[target, ...(from.pointer === into ? [] : [' from ', code(from.pointer ?? '')])]];
    if (from.kind === 'reply') return [[target, ' from the reply, ', code(from.pointer ?? '')]];
    return from.kind === 'parameter' ? [[target, ' from ', code(`{${from.name}}`)]] : [];
  });
  return items.length === 0 ? [] : [['It repeats', joined(items)]];
}

function triggerLink(site: Site, endpoint: Endpoint, id: string): Inline[] {
  const companion = companionOf(site.contract, id);
  if (companion !== undefined)
    return [codeLink(`${companion.method} ${companion.address}`, site.companion(companion))];
  return endpoint.operations.some((one) => one.id === id)
    ? [codeLink(id, site.operation(endpoint, id))]
    : [code(id)];
}
