import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from './compile.ts';
import { EXTENSION_SCHEMA } from './extension-schema.ts';

function problemsOf(owner: 'root' | 'server' | 'channel' | 'operation' | 'message', extension: string) {
  const at = (here: string) => (here === owner ? `x-countersign: ${extension}` : 'x-nothing: 1');
  const yaml = `
asyncapi: 3.0.0
info: { title: T, version: '1' }
${at('root')}
servers: { s: { host: localhost, protocol: ws, ${at('server')} } }
channels: { c: { address: /, ${at('channel')}, messages: { m: { payload: true, ${at('message')} }, n: {} } } }
operations:
  o: { action: receive, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/m' }], ${at('operation')} }
  p: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/n' }] }
`;
  return compile(bundleOf(yaml)).problems;
}

describe('x-countersign is held to its schema', () => {
  it('which is itself a valid JSON Schema', () => {
    const keywords = ['fix', 'mock', 'verify', 'on'];
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, keywords });
    expect(() => ajv.compile({ ...EXTENSION_SCHEMA, $ref: '#/definitions/channel' })).not.toThrow();
  });

  it.each([
    ['channel', '{ origin: any }', '/origin', 'x-countersign has no key "origin". Did you mean "origins"?'],
    ['message', '{ a: 1 }', '/a', 'x-countersign has no key "a".'],
    ['channel', '{ keepalive: { idle: 30 } }', '/keepalive/idle', '"idle" must be string.'],
    ['channel', '{ keepalive: { idle: 30 s } }', '/keepalive/idle', '"idle" cannot be "30 s".'],
    ['channel', '{ keepalive: { close: 1m } }', '/keepalive', '"keepalive" lacks "idle".'],
    ['server', '{ missingOrigin: refuse }', '/missingOrigin', '"missingOrigin" must be accept or reject.'],
    [
      'server',
      '{ origins: http://a.example }',
      '/origins',
      '"origins" has none of the forms that it may have.',
    ],
    ['server', '{ origins: [7] }', '/origins/0', 'Item 0 must be string.'],
    [
      'server',
      '{ refuse: { origin: forbidden } }',
      '/refuse/origin',
      '"origin" has none of the forms that it may have.',
    ],
    ['server', '{ refuse: { origin: 99 } }', '/refuse/origin', '"origin" must be >= 300.'],
    [
      'server',
      '{ refuse: { origin: { clos: 4401 } } }',
      '/refuse/origin/clos',
      'x-countersign refuse.origin has no key "clos". Did you mean "close"?',
    ],
    ['server', '{ limits: { payload: big } }', '/limits/payload', '"payload" cannot be "big".'],
    ['operation', '{ within: 2 }', '/within', '"within" must be string.'],
    ['operation', '{ bind: { symbol: x } }', '/bind/symbol', '"symbol" is no JSON Pointer.'],
    [
      'operation',
      '{ reply: { mesage: m } }',
      '/reply/mesage',
      'x-countersign reply has no key "mesage". Did you mean "message"?',
    ],
    ['root', '{ perspective: both }', '/perspective', '"perspective" must be auto, server or client.'],
    [
      'root',
      '{ scenarios: { a: { steps: [{ client: m, server: n }] } } }',
      '/scenarios/a/steps/0',
      'Item 0 has none of the forms that it may have.',
    ],
    ['root', '[]', '', 'x-countersign must be object.'],
  ] as const)('%s %s', (owner, extension, pointer, message) => {
    const found = problemsOf(owner, extension).filter(({ severity }) => severity === 'error');
    expect(found[0]).toMatchObject({ rule: 'extension.invalid', message });
    expect(found[0]?.at.pointer).toMatch(new RegExp(`/x-countersign${pointer}$`));
  });

  it('a mistake comes with what to write instead, and its line and column', () => {
    expect(problemsOf('operation', '{ delay: 5 }')).toEqual([
      {
        severity: 'error',
        rule: 'extension.invalid',
        message: '"delay" must be string.',
        at: { file: 'asyncapi.yaml', pointer: '/operations/o/x-countersign/delay', line: 8, column: 133 },
        fix: 'Write a number with its unit, such as "100ms", "30s", "5m" or "1h".',
      },
    ]);
  });

  it.each([
    [
      'channel',
      '{ greeting: [welcom, n] }',
      '/channels/c/x-countersign/greeting/0',
      'There is no message "welcom" at this address.',
    ],
    [
      'channel',
      '{ otherwise: mm }',
      '/channels/c/x-countersign/otherwise',
      'There is no message "mm" at this address. Did you mean "m"?',
    ],
    [
      'channel',
      '{ absent: true, fallback: [poll] }',
      '/channels/c/x-countersign/fallback',
      'There is no HTTP operation "poll" in the document.',
    ],
    [
      'operation',
      '{ reply: m }',
      '/operations/o/x-countersign/reply',
      'There is no message "m" among the replies. Did you mean "n"?',
    ],
    [
      'root',
      '{ scenarios: { a: { endpoint: d, steps: [{ client: m }] } } }',
      '/x-countersign/scenarios/a/endpoint',
      'There is no channel "d" with a WebSocket address. Did you mean "c"?',
    ],
    [
      'root',
      '{ scenarios: { a: { steps: [{ server: m }] } } }',
      '/x-countersign/scenarios/a/steps/0/server',
      'There is no message "m" that the server sends at "c". Did you mean "n"?',
    ],
  ] as const)('a name that does not exist: %s %s', (owner, extension, pointer, message) => {
    expect(problemsOf(owner, extension)).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        rule: 'extension.unknown-name',
        message,
        at: expect.objectContaining({ pointer }),
      }),
    );
  });

  it('a key that is right on another kind of operation is a warning', () => {
    expect(problemsOf('operation', '{ every: 5s }')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        rule: 'extension.invalid',
        message: '"every" has no effect on an operation that the client starts.',
      }),
    ]);
  });
});
