import type { Endpoint } from '../../contract/endpoint.ts';
import { greetingsByName } from '../../contract/greeting-name.ts';
import type { PushOperation, Reply } from '../../contract/operation.ts';
import { companionOf, pushesOf, requestsOf } from '../../contract/queries.ts';
import { formatDuration } from '../../transcript/format.ts';
import type { Block } from '../blocks.ts';
import { openingOf } from '../facts/opening.ts';
import type { Site } from '../site.ts';
import { HEAD, label, type Sequence } from './mermaid.ts';

/** More do not help anybody to understand it. */
const MOST_EXCHANGES = 6;
const MOST_STREAMS = 4;

/** What usually happens on a connection, from the handshake on. */
export function conversationDiagram(site: Site, endpoint: Endpoint): Block {
  const drawing: Sequence = { lines: [...HEAD], words: [] };
  const { target } = openingOf(site.contract, endpoint);
  const path = target.replace(/\?.*$/, '');
  arrow(drawing, 'C->>S', `GET ${path}`, `The client asks for ${path} with an upgrade to WebSocket.`);
  arrow(drawing, 'S-->>C', '101 Switching Protocols', 'The server accepts with 101 Switching Protocols.');
  for (const message of endpoint.greeting?.value ?? greetingsByName(endpoint))
    arrow(drawing, 'S->>C', message, `The server greets with ${message}.`);
  const requests = requestsOf(endpoint);
  const drawn = new Set<string>();
  for (const request of requests.slice(0, MOST_EXCHANGES)) {
    const asked = alternatives(request.messages);
    arrow(drawing, 'C->>S', asked, `The client sends ${asked}.`);
    drawReply(drawing, request.reply);
    for (const push of pushesOf(endpoint).filter(({ after }) => after?.value === request.id)) {
      drawn.add(push.id);
      drawPush(drawing, site, push);
    }
    if (request.closes !== undefined)
      arrow(
        drawing,
        'S-xC',
        `Close ${request.closes.value}`,
        `The server closes with ${request.closes.value}.`,
      );
  }
  const greeted = new Set(endpoint.greeting?.value ?? greetingsByName(endpoint));
  const pushes = pushesOf(endpoint).filter(
    ({ id, messages }) => !drawn.has(id) && !messages.every((message) => greeted.has(message)),
  );
  for (const push of pushes.slice(0, MOST_STREAMS)) drawPush(drawing, site, push);
  const left = Math.max(0, requests.length - MOST_EXCHANGES) + Math.max(0, pushes.length - MOST_STREAMS);
  if (left > 0) drawing.lines.push(`  Note over C,S: and ${left} more`);
  return {
    kind: 'diagram',
    title: 'A conversation',
    mermaid: drawing.lines.join('\n'),
    words: drawing.words,
  };
}

function arrow({ lines, words }: Sequence, kind: string, text: string, inWords: string): void {
  lines.push(`  ${kind === 'S-xC' ? 'S-->>C' : kind}: ${label(text)}`);
  words.push(inWords);
}

function drawReply(drawing: Sequence, reply: Reply | undefined): void {
  if (reply === undefined) return;
  const mark = reply.basis === 'inferred' ? ' (inferred)' : '';
  const steps = reply.sequence?.map(({ message, repeat }) =>
    repeat === 1 ? message : `${repeat} × ${message}`,
  ) ?? [alternatives(reply.messages)];
  for (const step of steps) arrow(drawing, 'S-->>C', `${step}${mark}`, `The server answers ${step}${mark}.`);
}

function drawPush(
  drawing: Sequence,
  { contract }: Site,
  { messages, every, after, until }: PushOperation,
): void {
  const sent = alternatives(messages);
  const trigger = after === undefined ? undefined : companionOf(contract, after.value);
  const when = [
    ...(every === undefined ? [] : [`every ${formatDuration(every.value)}`]),
    ...(trigger === undefined ? [] : [`after ${trigger.method} ${trigger.address}`]),
    ...(until === undefined ? [] : [`until ${until.value}`]),
  ].join(', ');
  const isLoop = every !== undefined || until !== undefined;
  drawing.lines.push(
    `  ${isLoop ? 'loop' : 'opt'} ${label(when === '' ? 'when it happens' : when)}`,
    `    S-)C: ${label(sent)}`,
    '  end',
  );
  drawing.words.push(`The server sends ${sent} ${when === '' ? 'when it happens' : when}.`);
}

/** `a or b or 3 more`. */
export function alternatives(messages: readonly string[]): string {
  const shown = messages.slice(0, 3).join(' or ');
  return messages.length > 3 ? `${shown} or ${messages.length - 3} more` : shown;
}
