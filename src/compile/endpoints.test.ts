import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from './compile.ts';

const v3 = (rest: string) => compile(bundleOf(`asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\n${rest}`));
const shape = (rest: string) =>
  v3(rest).contract.endpoints.map(({ id, server, alternatives, address, channels }) =>
    [id, server, (alternatives ?? []).join('+'), address, channels.join('+')].join(' | '),
  );

describe('what the author wrote for people is kept', () => {
  const document = (words: string) =>
    v3(`servers: { s: { host: h, protocol: ws } }
channels: { c: { address: /c, ${words}, messages: { m: { ${words} } } } }
operations: { o: { action: receive, channel: { $ref: '#/channels/c' }, ${words} } }`).contract;
  it.each([
    ['title: T, summary: S, description: D', { title: 'T', summary: 'S', description: 'D' }],
    ['summary: S', { summary: 'S' }],
    ['description: D', { summary: 'D' }],
    ['summary: D, description: D', { summary: 'D' }],
  ])('%s', (words, expected) => {
    const { endpoints, messages } = document(words);
    for (const one of [endpoints[0], endpoints[0]?.operations[0], messages.m]) {
      const { title, summary, description } = one ?? {};
      expect(JSON.parse(JSON.stringify({ title, summary, description }))).toEqual(expected);
    }
  });
});

describe('servers and channels become endpoints', () => {
  it.each([
    [
      'a document without servers is on this machine',
      'channels: { a: { address: ws } }',
      ['a | default |  | /ws | a'],
    ],
    [
      'several channels at one address are one endpoint',
      'servers: { s: { host: h, protocol: WSS } }\nchannels: { a: { address: / }, b: { address: "" }, c: { address: /c } }',
      ['a | s |  | / | a+b', 'c | s |  | /c | c'],
    ],
    [
      'pathname and address are joined with one slash',
      'servers: { s: { host: h, protocol: ws, pathname: /v1/ } }\nchannels: { a: { address: /x/y }, b: { address: z }, c: {} }',
      ['a | s |  | /v1/x/y | a', 'b | s |  | /v1/z | b', 'c | s |  | /v1 | c'],
    ],
    [
      'a key that is a path stands for the address that is missing',
      'servers: { s: { host: h, protocol: ws } }\nchannels: { /a: {}, /b: { address: null }, c: {} }',
      ['/a | s |  | /a | /a', '/b | s |  | / | /b+c'],
    ],
    [
      'servers that differ only in their host are alternatives',
      'servers: { prod: { host: p, protocol: wss }, dev: { host: d, protocol: ws } }\nchannels: { a: { address: /x } }',
      ['a | prod | dev | /x | a'],
    ],
    [
      'servers that demand different things are other endpoints',
      `servers:
  prod: { host: p, protocol: wss, security: [{ type: http, scheme: bearer }] }
  canary: { host: c, protocol: wss, security: [{ type: http, scheme: bearer }] }
  dev: { host: d, protocol: ws }
channels: { a: { address: /x } }`,
      ['a@prod | prod | canary | /x | a', 'a@dev | dev |  | /x | a'],
    ],
    [
      'servers with other pathnames are other endpoints',
      'servers: { one: { host: h, protocol: ws, pathname: /1 }, two: { host: h, protocol: ws, pathname: /2 } }\nchannels: { a: { address: /x } }',
      ['a@one | one |  | /1/x | a', 'a@two | two |  | /2/x | a'],
    ],
    [
      'a channel is only on the servers that it lists',
      "servers: { one: { host: h, protocol: ws }, two: { host: i, protocol: ws } }\nchannels: { a: { address: /x, servers: [{ $ref: '#/servers/two' }] } }",
      ['a | two |  | /x | a'],
    ],
    [
      'a server that the document does not have is set aside',
      "servers: { one: { host: h, protocol: ws } }\nchannels: { a: { address: /x, servers: [{ $ref: '#/servers/gone' }, { $ref: '#/servers/one' }] } }",
      ['a | one |  | /x | a'],
    ],
    [
      'a channel that is left without any server is on all of them',
      "servers: { one: { host: h, protocol: ws } }\nchannels: { a: { address: /x, servers: [{ $ref: '#/servers/gone' }] } }",
      ['a | one |  | /x | a'],
    ],
    [
      'other protocols are set aside',
      "servers: { k: { host: k, protocol: kafka }, s: { host: h, protocol: ws } }\nchannels: { a: { address: t, servers: [{ $ref: '#/servers/k' }] }, b: { address: /b } }",
      ['b | s |  | /b | b'],
    ],
    [
      'a channel that only carries replies joins the request',
      `servers: { s: { host: h, protocol: ws } }
channels: { a: { address: /a, messages: { q: {} } }, r: { address: null, messages: { z: {} } } }
operations: { o: { action: receive, channel: { $ref: '#/channels/a' }, reply: { channel: { $ref: '#/channels/r' } } } }`,
      ['a | s |  | /a | a+r'],
    ],
    [
      'variables are filled by default, enum and examples',
      `servers:
  s: { host: '{h}:{p}', protocol: ws, pathname: '/{v}', variables: { h: { default: x.example }, p: { enum: ['81', '82'] }, v: { examples: [v9] } } }
channels: { a: { address: /a } }`,
      ['a | s |  | /v9/a | a'],
    ],
  ])('%s', (_case, rest, expected) => {
    expect(shape(rest)).toEqual(expected);
  });

  it('the same path on two servers that channels chose is a warning', () => {
    const { problems } = v3(`
servers: { one: { host: h, protocol: ws }, two: { host: i, protocol: ws } }
channels:
  a: { address: /, servers: [{ $ref: '#/servers/one' }] }
  b: { address: /, servers: [{ $ref: '#/servers/two' }] }
`);
    expect(problems).toEqual([
      {
        severity: 'warning',
        rule: 'document.invalid',
        message:
          '"b" on server "two" has the same address as "a" on server "one"; a mock can serve only the first of them.',
        at: { file: 'asyncapi.yaml', pointer: '/channels/b', line: 7, column: 6 },
        fix: 'Give one of the servers a pathname, or mock a document for each server.',
      },
    ]);
  });

  it('two servers that demand different things at one path is a remark', () => {
    const { problems } = v3(`
servers:
  prod: { host: p, protocol: wss, security: [{ type: http, scheme: bearer }] }
  dev: { host: d, protocol: ws }
channels: { a: { address: /x } }
`);
    expect(problems).toEqual([
      {
        severity: 'info',
        rule: 'document.invalid',
        message:
          'At /x the server "dev" demands something else than "prod": they are two endpoints. A mock is the one on this machine, else the first; verify holds a target to the one that its host or name tells.',
        at: { file: 'asyncapi.yaml', pointer: '/servers/dev', line: 6, column: 8 },
        fix: 'Name the server that is meant: --target dev=ws://…',
      },
    ]);
  });

  it('servers of a WebSocket document that say https are read as wss', () => {
    const { contract, problems } = compile(
      bundleOf(
        "asyncapi: 3.0.0\ninfo: { title: Chat over WebSocket, version: '1' }\nservers: { s: { host: h, protocol: https } }\nchannels: { a: { address: /a } }",
      ),
    );
    expect(contract.servers).toEqual({ s: { name: 's', protocol: 'wss', host: 'h', pathname: '' } });
    expect(contract.endpoints.map(({ id }) => id)).toEqual(['a']);
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['info', 'Server "s" says https, but the document is about WebSocket: it is read as wss.'],
    ]);
  });
});

describe('the parameters of an address', () => {
  it('stand in its order, with values that are known to be good', () => {
    const { contract } = v3(`
channels:
  a:
    address: /{b}/{a}/{free}
    parameters:
      a: { enum: [x, y], default: y }
      b: { schema: { type: integer, examples: [7] } }
`);
    expect(
      contract.endpoints[0]?.parameters.map(({ name, enum: members, examples, schema }) => ({
        name,
        members,
        examples,
        schema,
      })),
    ).toEqual([
      { name: 'b', members: undefined, examples: ['7'], schema: 'parameters/b' },
      { name: 'a', members: ['x', 'y'], examples: ['y', 'x'], schema: undefined },
      { name: 'free', members: undefined, examples: [], schema: undefined },
    ]);
  });

  it('a query in the address belongs to the handshake', () => {
    const { contract } = v3(`
channels: { a: { address: '/ws?token={t}&v=1', parameters: { t: { examples: [abc] } } } }
`);
    const [endpoint] = contract.endpoints;
    expect(endpoint?.address).toBe('/ws');
    expect(endpoint?.parameters).toEqual([]);
    expect(endpoint?.handshake.query.map(({ name, required, example }) => [name, required, example])).toEqual(
      [
        ['token', true, 'abc'],
        ['v', true, '1'],
      ],
    );
  });

  it('one that is not in the address is none of the endpoint; lint and the parser say so', () => {
    const { contract, problems } = v3(
      'channels: { a: { address: /ws, parameters: { lang: { default: en } } } }',
    );
    expect(contract.endpoints[0]?.parameters).toEqual([]);
    expect(problems.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });
});

describe('what people write where AsyncAPI means something else', () => {
  const server = (pathname: string) => `servers: { s: { host: h, protocol: ws, pathname: ${pathname} } }`;

  it.each([
    ['the whole path twice', '/ws', '/ws', '/ws'],
    ['the whole path twice, without a slash', '/v1/ws', 'v1/ws', '/v1/ws'],
    ['the end of it', '/api/v1/ws', '/ws', '/api/v1/ws'],
    ['the end of it, and more', '/api/ws', '/ws/{room}', '/api/ws/{room}'],
    ['all of it, and more', '/api', '/api/ws/', '/api/ws/'],
    ['a part of a name', '/ws', '/ws2', '/ws/ws2'],
    ['without a slash it goes on', '/chat', 'chat/{room}', '/chat/chat/{room}'],
    ['another path', '/api', '/ws', '/api/ws'],
    ['the root', '/ws', '/', '/ws'],
    ['a URL for an address', '/x', 'ws://localhost:8080/ws/dice?v=1', '/ws/dice'],
    ['a URL without a path', '/x', 'wss://localhost', '/'],
  ])('the pathname in the address: %s', (_case, pathname, address, expected) => {
    const { contract } = v3(`${server(pathname)}\nchannels: { a: { address: '${address}' } }`);
    expect(contract.endpoints.map((endpoint) => endpoint.address)).toEqual([expected]);
  });

  it('what is read once is said', () => {
    const { problems } = v3(`${server('/api/ws')}\nchannels: { a: { address: /ws/chat } }`);
    expect(problems).toEqual([
      {
        severity: 'info',
        rule: 'document.invalid',
        message:
          'The address "/ws/chat" repeats the pathname "/api/ws" of the server "s", and is read as /api/ws/chat: strictly, AsyncAPI puts the one behind the other.',
        at: { file: 'asyncapi.yaml', pointer: '/channels/a', line: 4, column: 16 },
        fix: 'Write the address "/chat"; or, if /api/ws/ws/chat is meant, write all of it into the address and no pathname into the server.',
      },
    ]);
  });

  const named = (address: string, name: string) =>
    `${address}: { address: ${address}, messages: { ${name}: { name: ${name} } } }`;

  it.each([
    [
      'channels called like their messages',
      '/v1/realtime',
      [named('session.update', 'SessionUpdate'), named('done', 'done')],
      ['/v1/realtime'],
    ],
    [
      'one of them is not',
      '/v1/realtime',
      [named('session.update', 'SessionUpdate'), named('done', 'other')],
      ['/v1/realtime/session.update', '/v1/realtime/done'],
    ],
    ['with slashes they are paths', '/v1', [named('/a', 'a'), named('/b', 'b')], ['/v1/a', '/v1/b']],
    ['parameters are of paths', '/v1', [named("'a{x}'", 'ax'), named('b', 'b')], ['/v1/a{x}', '/v1/b']],
    ['a server without a pathname', '/', [named('a', 'a'), named('b', 'b')], ['/a', '/b']],
    ['a single channel', '/v1', [named('a', 'a')], ['/v1/a']],
  ])('names of messages for addresses: %s', (_case, pathname, channels, expected) => {
    const { contract } = v3(`${server(pathname)}\nchannels: { ${channels.join(', ')} }`);
    expect(contract.endpoints.map(({ address }) => address)).toEqual(expected);
  });

  it.each([
    ['one for each side', '/api/ws', 'receive', ['/api/ws']],
    ['both for one side', '/api/ws', 'send', ['/api/ws/typing', '/api/ws/events']],
    ['a pathname that names no WebSocket', '/api', 'receive', ['/api/typing', '/api/events']],
  ])('a conversation sorted into channels: %s', (_case, pathname, action, expected) => {
    const { contract } = v3(`${server(pathname)}
channels: { typing: { address: typing, messages: { m: {} } }, events: { address: events, messages: { m: {} } } }
operations:
  in: { action: ${action}, channel: { $ref: '#/channels/typing' } }
  out: { action: send, channel: { $ref: '#/channels/events' } }`);
    expect(contract.endpoints.map(({ address }) => address)).toEqual(expected);
  });

  it('that channels are no addresses is said', () => {
    const { problems } = v3(
      `${server('/rt')}\nchannels: { ${named('a', 'a')}, ${named('b', 'b')}, ${named('c', 'c')} }`,
    );
    expect(problems.filter(({ message }) => !message.startsWith('No operation'))).toEqual([
      {
        severity: 'info',
        rule: 'document.invalid',
        message:
          '"a", "b" and 1 more are read as names of messages, not as paths: all of them travel on the one WebSocket at /rt.',
        at: { file: 'asyncapi.yaml', pointer: '/channels', line: 4, column: 11 },
        fix: 'Gather them in one channel with the address "/"; or, if they are paths below /rt, begin them with a slash.',
      },
    ]);
  });

  it.each([
    ['STOMP', 'Real-time STOMP over WebSocket', true],
    ['SignalR', 'A SignalR hub', true],
    ['Socket.io', 'salas y mensajes usando Socket.io', true],
    ['MQTT over WebSocket', 'MQTT over WebSocket for browsers', true],
    ['plain', 'Plain WebSockets, not Socket.IO', false],
    ['MQTT', 'Bridges MQTT to browsers', false],
  ])('a protocol above WebSocket is a warning: %s', (word, description, expected) => {
    const { problems } = compile(
      bundleOf(`asyncapi: 3.0.0
info: { title: T, version: '1', description: '${description}' }
servers: { s: { host: h, protocol: ws } }
channels: { a: { address: / } }`),
    );
    expect(problems).toEqual(
      expected
        ? [
            {
              severity: 'warning',
              rule: 'document.invalid',
              message: `The document speaks of ${word}, which puts frames of its own into WebSocket's; Countersign sends and expects the plain payloads at the addresses that are declared.`,
              at: { file: 'asyncapi.yaml', pointer: '/info', line: 2, column: 7 },
              fix: `If backend and clients do speak ${word}, mock and verify fit them only where the messages are its frames; if they do not, leave the word out.`,
            },
          ]
        : [],
    );
  });
});

describe('what x-countersign says of an endpoint', () => {
  const messages = 'messages: { hi: {}, bad: {}, echo: {}, beat: {} }';

  it('the channel\u2019s word stands before the server\u2019s', () => {
    const { contract } = v3(`
servers:
  s:
    host: h
    protocol: ws
    x-countersign: { greeting: [hi], invalid: ignore, limits: { payload: 1KiB }, refuse: { path: [403, 404] } }
channels:
  a:
    address: /a
    ${messages}
    x-countersign: { invalid: { reply: bad }, otherwise: echo, keepalive: { idle: 30s, send: beat, close: 1m } }
  b: { address: /b, ${messages}, x-countersign: { invalid: { close: 1008 } } }
`);
    const [a, b] = contract.endpoints;
    expect(a?.greeting).toEqual({
      value: ['hi'],
      basis: 'extension',
      at: expect.objectContaining({ pointer: '/servers/s/x-countersign/greeting' }),
    });
    expect(a?.invalid?.value).toEqual({ kind: 'reply', message: 'bad' });
    expect(a?.otherwise?.value).toBe('echo');
    expect(a?.keepalive?.value).toEqual({ idle: 30_000, send: 'beat', close: 60_000 });
    expect(a?.payloadLimit?.value).toBe(1_024);
    expect(a?.messages.server).toEqual(['hi', 'echo', 'bad', 'beat']);
    expect(b?.invalid?.value).toEqual({ kind: 'close', code: 1008 });
    expect(contract.unknownPath.s?.value).toEqual([{ status: 403 }, { status: 404 }]);
  });

  it('what a server says for all need not exist at each endpoint, but somewhere', () => {
    const { contract, problems } = v3(`
servers: { s: { host: h, protocol: ws, x-countersign: { greeting: [hi, hy] } } }
channels: { a: { address: /a, messages: { hi: {} } }, b: { address: /b } }
`);
    expect(contract.endpoints.map(({ greeting }) => greeting?.value)).toEqual([['hi'], undefined]);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      'There is no message "hy" at this address. Did you mean "hi"?',
      'There is no message "hy" at this address.',
    ]);
  });

  it('channels at one address must not disagree', () => {
    const { problems } = v3(`
servers: { s: { host: h, protocol: ws } }
channels:
  a: { address: /, x-countersign: { origins: any } }
  b: { address: /, x-countersign: { origins: [http://a.example] } }
`);
    expect(problems).toEqual([
      {
        severity: 'error',
        rule: 'document.invalid',
        message: 'Channels at the same address disagree about "origins": another value stands at line 6.',
        at: expect.objectContaining({ pointer: '/channels/b/x-countersign/origins', line: 7 }),
        fix: 'A connection has one handshake: say it once, or say the same.',
      },
    ]);
  });

  it('an endpoint may be declared absent, with what clients use instead', () => {
    const { contract, problems } = v3(`
servers: { w: { host: h, protocol: ws }, h: { host: h, protocol: http } }
channels:
  gone: { address: /gone, servers: [{ $ref: '#/servers/w' }], x-countersign: { absent: true, fallback: [poll] } }
  status: { address: /status, servers: [{ $ref: '#/servers/h' }], messages: { ok: {} } }
operations:
  poll: { action: receive, channel: { $ref: '#/channels/status' }, messages: [], reply: { channel: { $ref: '#/channels/status' } }, bindings: { http: { method: GET } } }
`);
    expect(problems).toEqual([]);
    expect(contract.endpoints.map(({ id, absent }) => [id, absent?.value])).toEqual([
      ['gone', { fallback: ['poll'] }],
    ]);
  });
});
