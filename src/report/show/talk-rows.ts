import type { Contract } from '../../contract/contract.ts';
import type { Endpoint } from '../../contract/endpoint.ts';
import { greetingsByName } from '../../contract/greeting-name.ts';
import type { PushOperation, Reply, RequestOperation } from '../../contract/operation.ts';
import { companionOf, pushesOf, requestsOf } from '../../contract/queries.ts';
import { formatDuration } from '../../transcript/format.ts';
import { type Span, span, type Text, unbroken } from '../layout/span.ts';
import { conditionWords } from './condition-words.ts';
import { streamsOf } from './streams-of.ts';
import { bindingNotes, INFERRED, MOCK_DEFAULT, notes, oneOf } from './words.ts';

/** `→` is from the client, `←` from the server, as in transcripts. */
const FROM_CLIENT = span(unbroken('→ '), 'cyan');
const FROM_SERVER = span(unbroken('← '), 'green');

/** What the client may send, what answers it, and under which conditions. */
export function requestRows(contract: Contract, endpoint: Endpoint): Text[][] {
  return requestsOf(endpoint).map((request) => {
    const streams = streamsOf(endpoint, request.id);
    const answer =
      request.reply !== undefined
        ? replyWords(request.reply)
        : [span(streams.length > 0 ? streams.join(', ') : 'no answer is known', 'dim')];
    return [
      [FROM_CLIENT, span(alternatives(request.messages), 'bold')],
      answer,
      notes([
        ...requestNotes(contract, request),
        ...(request.reply === undefined || streams.length === 0 ? [] : [[span(streams.join(', '), 'dim')]]),
      ]),
    ];
  });
}

/** What the server sends of its own accord. */
export function pushRows(contract: Contract, endpoint: Endpoint): Text[][] {
  const greetings = greetingsByName(endpoint);
  const pushes = pushesOf(endpoint).map((push) => ({
    ...push,
    messages: push.messages.filter((message) => !greetings.includes(message)),
  }));
  return pushes
    .filter(({ messages }) => messages.length > 0)
    .map((push) => [
      [FROM_SERVER, span(alternatives(push.messages), 'bold')],
      occasion(contract, push),
      notes([
        ...(push.every === undefined && push.after === undefined ? [paceNote(push)] : []),
        ...rolesNote(push.roles?.value),
        ...audienceNote(push),
        ...answerNote(push),
        ...bindingNotes(push.bind),
        ...(push.ordered === undefined ? [] : [[span(`${push.ordered.value} never decreases`, 'dim')]]),
      ]),
    ]);
}

const AUDIENCES = {
  sender: 'to whoever asked',
  all: 'to everybody at the endpoint',
  others: 'to everybody else at the endpoint',
  address: 'to everybody at that address',
} as const;

function audienceNote({ to }: PushOperation): Span[][] {
  return to === undefined ? [] : [[span(AUDIENCES[to.value])]];
}

/** The server asks, and the client answers. */
function answerNote({ reply }: PushOperation): Span[][] {
  if (reply === undefined) return [];
  const [binding] = reply.bind;
  const repeats = binding === undefined ? '' : `, which repeats ${binding.into === '' ? 'it' : binding.into}`;
  return [
    [
      span('the client answers '),
      FROM_CLIENT,
      span(alternatives(reply.messages), 'bold'),
      span(repeats, 'dim'),
    ],
  ];
}

function paceNote({ pace }: PushOperation): Span[] {
  if (pace === undefined) return [span('one a second, in turn '), MOCK_DEFAULT];
  return [span(`the mock sends one every ${formatDuration(pace)}`, 'dim')];
}

/** What the server sends as soon as a connection is open. */
export function greetingRows(endpoint: Endpoint): Text[][] {
  const { greeting } = endpoint;
  if (greeting === undefined)
    return greetingsByName(endpoint).map((message) => [
      [FROM_SERVER, span(message, 'bold')],
      [span('once, by its name '), MOCK_DEFAULT],
    ]);
  if (greeting.value.length === 0) return [[[span('nothing')]]];
  return greeting.value.map((message) => [[FROM_SERVER, span(message, 'bold')]]);
}

/** `a | b`; a line breaks behind the bar. */
function alternatives(messages: readonly string[]): string {
  return messages.join(`${unbroken(' |')} `);
}

function replyWords({ messages, sequence }: Reply): Span[] {
  if (sequence === undefined) return [FROM_SERVER, span(alternatives(messages), 'bold')];
  const steps = sequence.map(({ message, repeat }) => (repeat === 1 ? message : `${repeat} × ${message}`));
  return [FROM_SERVER, span(steps.join(', '), 'bold')];
}

function requestNotes(
  { schemas }: Contract,
  { when, reply, roles, closes }: RequestOperation,
): (readonly Span[])[] {
  const condition = when === undefined ? undefined : schemas[when]?.schema;
  return [
    ...(reply?.basis === 'inferred' ? [[INFERRED]] : []),
    ...rolesNote(roles?.value),
    ...(typeof condition !== 'object' ? [] : [[span(`when ${conditionWords(condition)}`, 'dim')]]),
    ...(reply?.within === undefined
      ? []
      : [[span(unbroken(`within ${formatDuration(reply.within.value)}`), 'dim')]]),
    ...(reply === undefined || reply.delay === 0
      ? []
      : [[span(`the mock waits ${formatDuration(reply.delay)}`, 'dim')]]),
    ...bindingNotes(reply?.bind ?? []),
    ...(closes === undefined ? [] : [[span(unbroken(`then closed with ${closes.value}`))]]),
  ];
}

function rolesNote(roles: readonly string[] | undefined): Span[][] {
  return roles === undefined ? [] : [[span(`${oneOf(roles)} only`, 'magenta')]];
}

function occasion(contract: Contract, { every, after, until }: PushOperation): Text {
  const words: Span[] = [];
  if (every !== undefined) words.push(span(`every ${formatDuration(every.value)}`));
  if (after !== undefined)
    words.push(span(`${words.length > 0 ? ' ' : ''}after ${triggerWords(contract, after.value)}`));
  if (until !== undefined) words.push(span(` until ${until.value}`));
  if (words.length > 0) return words;
  return [span('now and then')];
}

function triggerWords(contract: Contract, id: string): string {
  const companion = companionOf(contract, id);
  return companion === undefined ? id : `${companion.method} ${companion.address}`;
}
