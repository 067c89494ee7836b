import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from './compile.ts';

function perspectiveOf(parts: {
  title?: string;
  extension?: string;
  operations?: string;
  messages?: string[];
  option?: 'auto' | 'server' | 'client';
}) {
  const messages = (parts.messages ?? ['x'])
    .map((key) => `      ${key}: { payload: { type: object } }`)
    .join('\n');
  const yaml = `
asyncapi: 3.0.0
info: { title: ${parts.title ?? 'Chat'}, version: '1' }
${parts.extension ?? ''}
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: /
    messages:
${messages}
operations:
${parts.operations ?? '  {}'}
`;
  return compile(bundleOf(yaml), { perspective: parts.option ?? 'auto' }).contract.perspective;
}

const operation = (id: string, action: string, message: string, more = '') =>
  `  ${id}: { action: ${action}, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/${message}' }]${more} }`;

describe('whose view a document is written from', () => {
  it('is the server\u2019s where nothing speaks for either', () => {
    expect(perspectiveOf({})).toEqual({
      value: 'server',
      chosenBy: 'auto',
      score: 0,
      reasons: ['nothing in it speaks for either view, and most documents describe the server'],
    });
  });

  it('is what the document says, whatever its words', () => {
    expect(
      perspectiveOf({
        title: 'Server',
        extension: 'x-countersign: { perspective: client }',
      }),
    ).toEqual({
      value: 'client',
      chosenBy: 'document',
      score: 0,
      reasons: ['x-countersign.perspective says so'],
      clues: [{ weight: 1, reason: 'its title says "server"' }],
    });
  });

  it('is what the command line says before all else', () => {
    expect(perspectiveOf({ extension: 'x-countersign: { perspective: client }', option: 'server' })).toEqual({
      value: 'server',
      chosenBy: 'option',
      score: 0,
      reasons: ['the command line says so'],
    });
  });

  it.each([
    [
      'it replies to what it receives',
      operation('ask', 'receive', 'x', ", reply: { channel: { $ref: '#/channels/c' } }"),
      ['x'],
      'server',
      ['it replies to ask'],
    ],
    [
      'it waits for replies',
      operation('ask', 'send', 'x', ", reply: { channel: { $ref: '#/channels/c' } }"),
      ['x'],
      'client',
      ['it sends ask and waits for a reply'],
    ],
    [
      'it receives what clients send',
      `${operation('in', 'receive', 'subscribe')}\n${operation('out', 'send', 'subscribed')}`,
      ['subscribe', 'subscribed'],
      'server',
      ['like a server it receives "subscribe" and sends "subscribed"'],
    ],
    [
      'it sends what clients send',
      `${operation('out', 'send', 'subscribe')}\n${operation('in', 'receive', 'subscribed')}`,
      ['subscribe', 'subscribed'],
      'client',
      ['like a client it sends "subscribe" and receives "subscribed"'],
    ],
    [
      'the operation names its sender',
      operation('clientSend', 'send', 'x'),
      ['x'],
      'client',
      ['clientSend names who sends'],
    ],
    [
      'the summary names the receiver',
      operation('push', 'send', 'x', ', summary: Pushed to all connected clients'),
      ['x'],
      'server',
      ['push names who sends'],
    ],
    [
      'summaries are worded for the reader, the client',
      operation('news', 'send', 'x', ', summary: Receive the news'),
      ['x'],
      'server',
      ['news tells clients what to do'],
    ],
    [
      'all of it is received: then it is the server that sends',
      `${operation('one', 'receive', 'x')}\n${operation('two', 'receive', 'y')}`,
      ['x', 'y'],
      'client',
      ['it only receives, and servers hardly ever only listen'],
    ],
    [
      'orders of a server that only sends are no requests of a client',
      `${operation('one', 'send', 'add_peer', ', summary: Receive commands')}\n${operation('two', 'send', 'delete_peer')}`,
      ['add_peer', 'delete_peer'],
      'server',
      [
        'one tells clients what to do',
        'it only sends, and servers hardly ever only listen',
        'like a client it sends "add_peer" and sends "delete_peer"',
      ],
    ],
  ])('%s', (_case, operations, messages, value, reasons) => {
    const found = perspectiveOf({ operations, messages });
    expect([found.value, found.reasons]).toEqual([value, reasons]);
  });

  it('is not told by a channel\u2019s name', () => {
    const yaml = `
asyncapi: 2.6.0
info: { title: T, version: '1' }
servers: { s: { url: 'ws://h', protocol: ws } }
channels: { /client-feed: { subscribe: { message: { name: x } } } }
`;
    expect(compile(bundleOf(yaml)).contract.perspective).toMatchObject({ value: 'server', score: 0 });
  });

  it('is the client\u2019s where the title says so', () => {
    expect(perspectiveOf({ title: 'Slack client' })).toEqual({
      value: 'client',
      chosenBy: 'auto',
      score: -4,
      reasons: ['its title says "client"'],
      clues: [{ weight: -4, reason: 'its title says "client"' }],
    });
  });
});
