import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { utf8Of } from '../script/base64.ts';
import { deflated } from '../script/deflated.ts';
import { rawFrames } from '../script/raw-frame.ts';
import type { Opening } from '../script/script.ts';
import type { HandshakeOutcome } from '../transcript/transcript.ts';
import { acceptFor } from './handshake-breaches.ts';
import { createNetTransport } from './net-transport.ts';
import type { Opened, Wire } from './transport.ts';
import { MAX_PAYLOAD } from './wire.ts';

const servers: (Server | WebSocketServer)[] = [];

// A server closes only when all its connections have ended: a socket that the client leaves open fails the test.
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** A server that answers the first request of each connection with `answer`, given its head. */
async function serve(answer: (socket: Socket, head: string) => void, whole = true): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    let head = '';
    const onData = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', onData);
      socket.resume();
      answer(socket, head);
    };
    if (whole) socket.on('data', onData);
    else answer(socket.resume(), '');
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function open(port: number, within = 5_000, opening: Partial<Opening> = {}): Promise<Opened> {
  const transport = createNetTransport({ protocol: 'ws', host: '127.0.0.1', port });
  return transport.open({ target: '/ws', ...opening }, within);
}

function acceptHead(head: string, extra = ''): string {
  const key = /^sec-websocket-key: (.*)\r$/im.exec(head)?.[1] ?? '';
  return `HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(key)}\r\n${extra}\r\n`;
}

/** All that a wire tells, up to its end. */
function listenTo(
  wire: Wire | undefined,
  onFrame?: () => void,
): Promise<{ frames: unknown[]; closed: unknown[] }> {
  return new Promise((resolve, reject) => {
    if (wire === undefined) return reject(new Error('There is no wire.'));
    const frames: unknown[] = [];
    wire.listen({
      frame: (kind, data, size) => {
        frames.push([kind, size > 100 ? size : data]);
        onFrame?.();
      },
      sent: (kind, data) => void frames.push([`sent ${kind}`, data]),
      closed: (...closed) => resolve({ frames, closed }),
    });
  });
}

describe('an opening handshake comes out as', () => {
  const text =
    (answer: string, end = true) =>
    (socket: Socket): void => {
      socket.write(answer);
      if (end) socket.end();
    };
  test.each<[string, (socket: Socket, head: string) => void, Partial<HandshakeOutcome> & object]>([
    [
      'accepted',
      (socket, head) => socket.end(acceptHead(head)),
      { kind: 'accepted', status: 101, reason: 'X', breaches: [] },
    ],
    [
      'accepted with a subprotocol that was not offered',
      (socket, head) => socket.end(acceptHead(head, 'Sec-WebSocket-Protocol: z\r\n')),
      {
        kind: 'accepted',
        subprotocol: 'z',
        breaches: [{ rule: 'R4', message: 'The subprotocol "z" was selected, though none was offered.' }],
      },
    ],
    [
      'accepted with an accept from a cache',
      text(
        'HTTP/1.1 101\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
      ),
      {
        kind: 'accepted',
        breaches: [
          {
            rule: 'R3',
            message: expect.stringContaining('Sec-WebSocket-Accept is "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="'),
          },
        ],
      },
    ],
    [
      'refused, without a reason',
      text('HTTP/1.1 403 \r\nContent-Length: 0\r\n\r\n', false),
      { kind: 'refused', status: 403, reason: '', body: '' },
    ],
    [
      'refused, with a body until FIN',
      text('HTTP/1.1 404 Not Found\r\n\r\nnothing here'),
      { kind: 'refused', body: 'nothing here' },
    ],
    [
      'refused, chunked',
      text('HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n', false),
      { kind: 'refused', status: 500, reason: 'Oops', body: 'abc' },
    ],
    [
      'refused, when the body never ends, after half a second',
      text('HTTP/1.1 403 F\r\nContent-Length: 99\r\n\r\npart', false),
      { kind: 'refused', status: 403, body: 'part' },
    ],
    [
      'refused, when the connection is reset in the body',
      (socket) =>
        socket.write('HTTP/1.1 403 F\r\nContent-Length: 99\r\n\r\npart', () =>
          setImmediate(() => socket.resetAndDestroy()),
        ),
      { kind: 'refused', status: 403 },
    ],
    [
      'closed without a byte',
      (socket) => socket.end(),
      {
        kind: 'failed',
        stage: 'answer',
        code: 'CLOSED',
        message: 'The connection was closed without an answer.',
      },
    ],
    ['closed in the middle', text('HTTP/1.1 4'), { kind: 'failed', code: 'CLOSED', bytes: 'HTTP/1.1 4' }],
    [
      'reset',
      (socket) => reset(socket),
      {
        kind: 'failed',
        stage: 'answer',
        code: 'RESET',
        message: 'The connection was reset before an answer came.',
      },
    ],
    [
      'no HTTP',
      text('\x15\x03\x01', false),
      { kind: 'failed', stage: 'answer', code: 'NOT_HTTP', bytes: '\\x15\\x03\\x01' },
    ],
    [
      'too large a head',
      text(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(70_000)}`, false),
      { kind: 'failed', code: 'HPE_HEADER_OVERFLOW' },
    ],
  ])('%s', async (_, answer, outcome) => {
    const { handshake, wire } = await open(await serve(answer));
    expect(handshake.outcome).toMatchObject(outcome);
    wire?.destroy();
  });

  test.each<[string, (socket: Socket) => void]>([
    ['nobody answers', () => undefined],
    ['the answer comes byte by byte', slowly('HTTP/1.1 200 OK\r\nX-Slow: ')],
  ])('timed out, when %s', async (_, answer) => {
    const { handshake, wire } = await open(await serve(answer), 150);
    expect(handshake.outcome).toMatchObject({
      kind: 'failed',
      stage: 'answer',
      code: 'TIMEOUT',
      message: 'No answer came within 150 ms.',
    });
    expect(wire).toBeUndefined();
  });

  test('refused connection, on a port where nothing listens', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { handshake } = await open(port);
    expect(handshake.outcome).toMatchObject({
      kind: 'failed',
      stage: 'tcp',
      code: 'ECONNREFUSED',
      message: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  test('a name that does not resolve', async () => {
    const transport = createNetTransport({ protocol: 'ws', host: 'no-such-host.invalid', port: 80 });
    const { handshake } = await transport.open({ target: '/' }, 10_000);
    expect(handshake.outcome).toMatchObject({ kind: 'failed', stage: 'dns' });
  });

  test('an impossible port', async () => {
    const { handshake } = await open(70_000);
    expect(handshake.outcome).toMatchObject({ kind: 'failed', stage: 'tcp', code: 'ERR_SOCKET_BAD_PORT' });
  });

  test('no TLS, when a plain server is asked for it', async () => {
    const port = await serve((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), false);
    const transport = createNetTransport({ protocol: 'wss', host: '127.0.0.1', port });
    const { handshake } = await transport.open({ target: '/' }, 5_000);
    expect(handshake.outcome).toMatchObject({
      kind: 'failed',
      stage: 'tls',
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
    });
  });

  test('an upgrade to something else, after which no frame can follow', async () => {
    const { handshake, wire } = await open(
      await serve((socket) => socket.write('HTTP/1.1 101 X\r\nUpgrade: h2c\r\n\r\n')),
    );
    expect(handshake.outcome).toMatchObject({ kind: 'accepted' });
    expect(wire).toBeUndefined();
  });

  test('a fresh key each time', async () => {
    const keys: (string | undefined)[] = [];
    const port = await serve((socket, head) => {
      keys.push(/sec-websocket-key: (.*)\r/i.exec(head)?.[1]);
      socket.end('HTTP/1.1 403 F\r\n\r\n');
    });
    await open(port);
    await open(port);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(Buffer.from(key ?? '', 'base64')).toHaveLength(16);
  });

  test('bytes on the wire that are those of the record', async () => {
    let seen = '';
    const port = await serve((socket, head) => {
      seen = head;
      socket.end('HTTP/1.1 403 F\r\n\r\n');
    });
    const { handshake } = await open(port, 5_000, {
      origin: 'http://a',
      headers: [
        ['X', '1'],
        ['X', '2'],
      ],
    });
    const lines = [
      handshake.request.line,
      ...handshake.request.headers.map(([name, value]) => `${name}: ${value}`),
    ];
    expect(seen).toBe(`${lines.join('\r\n')}\r\n\r\n`);
  });
});

test('localhost is found on either address family', async () => {
  const port = await serve((socket, head) => socket.end(acceptHead(head)));
  const transport = createNetTransport({ protocol: 'ws', host: 'localhost', port });
  const { handshake, wire } = await transport.open({ target: '/' }, 5_000);
  expect(handshake.outcome.kind).toBe('accepted');
  expect(transport.base).toBe(`ws://localhost:${port}`);
  wire?.destroy();
});

describe('a wire tells of frames and of the end', () => {
  const frame = (...bytes: number[]): Buffer => Buffer.from(bytes);
  const textFrame = (value: string): Buffer => Buffer.concat([frame(0x81, value.length), Buffer.from(value)]);
  test.each<[string, Buffer, 'end' | 'open', unknown[], unknown[]]>([
    ['in the packet of the head', textFrame('hi'), 'end', [['text', 'hi']], [1006, '', 'fin', 'server']],
    ['FIN at once', frame(), 'end', [], [1006, '', 'fin', 'server']],
    ['FIN in the middle of a frame', frame(0x81, 9, 97), 'end', [], [1006, '', 'fin', 'server']],
    ['a Close without a code', frame(0x88, 0), 'end', [], [1005, '', 'close-frame', 'server']],
    [
      'a Close with code and reason',
      frame(0x88, 4, 0x11, 0x31, 104, 105),
      'open',
      [],
      [4401, 'hi', 'close-frame', 'server'],
    ],
    [
      'data behind a Close',
      Buffer.concat([frame(0x88, 0), textFrame('late')]),
      'end',
      [],
      [1005, '', 'close-frame', 'server'],
    ],
    ['binary', frame(0x82, 2, 0, 255), 'end', [['binary', 'AP8=']], [1006, '', 'fin', 'server']],
    [
      'fragments',
      frame(0x01, 1, 97, 0x89, 0, 0x80, 1, 98),
      'end',
      [
        ['ping', ''],
        ['sent pong', ''],
        ['text', 'ab'],
      ],
      [1006, '', 'fin', 'server'],
    ],
    [
      'a ping, which is answered',
      frame(0x89, 1, 97),
      'end',
      [
        ['ping', 'YQ=='],
        ['sent pong', 'YQ=='],
      ],
      [1006, '', 'fin', 'server'],
    ],
    [
      'a masked frame',
      frame(0x81, 0x81, 1, 2, 3, 4, 96),
      'open',
      [],
      [1006, 'Invalid WebSocket frame: MASK must be clear', 'protocol-error', 'server'],
    ],
    [
      'a reserved bit',
      frame(0xc1, 0),
      'open',
      [],
      [1006, 'Invalid WebSocket frame: RSV1 must be clear', 'protocol-error', 'server'],
    ],
    [
      'a reserved code',
      frame(0x88, 2, 0x03, 0xed),
      'open',
      [],
      [1006, 'Invalid WebSocket frame: invalid status code 1005', 'protocol-error', 'server'],
    ],
    [
      'broken UTF-8',
      frame(0x81, 1, 0xff),
      'open',
      [],
      [1006, 'Invalid WebSocket frame: invalid UTF-8 sequence', 'protocol-error', 'server'],
    ],
    [
      'HTTP',
      Buffer.from('HTTP/1.1 400 Bad\r\n\r\n'),
      'open',
      [],
      [1006, 'Invalid WebSocket frame: RSV1 must be clear', 'protocol-error', 'server'],
    ],
  ])('%s', async (_, bytes, then, frames, closed) => {
    const port = await serve((socket, head) => {
      socket.write(Buffer.concat([Buffer.from(acceptHead(head)), bytes]), () => {
        if (then === 'end') socket.end();
      });
    });
    const { wire } = await open(port);
    expect(await listenTo(wire)).toEqual({ frames, closed });
  });

  test('RST', async () => {
    // When it comes in the same poll as data, libuv reports it as FIN; so it comes when we have sent something.
    const port = await serve((socket, head) => {
      socket.write(acceptHead(head));
      socket.on('data', () => reset(socket));
    });
    const { wire } = await open(port);
    const told = listenTo(wire);
    wire?.send({ text: 'x' });
    expect(await told).toEqual({ frames: [], closed: [1006, '', 'reset', 'server'] });
  });

  test.each<[string, Buffer]>([
    ['one message of a terabyte', frame(0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0)],
    [
      'one more byte than is allowed',
      Buffer.concat([frame(0x82, 127, 0, 0, 0, 0), Buffer.from([0x04, 0, 0, 1])]),
    ],
  ])('%s, which is closed with 1009', async (_, header) => {
    let received = Buffer.alloc(0);
    const port = await serve((socket, head) => {
      socket.on('data', (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
      });
      socket.write(Buffer.concat([Buffer.from(acceptHead(head)), header]));
      const flood = (): void => {
        while (socket.writable && socket.write(Buffer.alloc(65_536)));
      };
      socket.on('drain', flood);
      flood();
    });
    const { wire } = await open(port);
    expect(await listenTo(wire)).toEqual({
      frames: [],
      closed: [1006, 'Max payload size exceeded', 'protocol-error', 'server'],
    });
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    expect(received.subarray(0, 2)).toEqual(frame(0x88, 0x82));
    const code = received.readUInt16BE(6) ^ received.readUInt16BE(2);
    expect(code).toBe(1009);
  });

  test('a message of exactly the most that is allowed', async () => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(MAX_PAYLOAD));
    const port = await serve((socket, head) => {
      socket.write(acceptHead(head));
      socket.write(Buffer.concat([frame(0x82, 127), size]));
      socket.end(Buffer.alloc(MAX_PAYLOAD));
    });
    const { wire } = await open(port);
    expect(await listenTo(wire)).toEqual({
      frames: [['binary', MAX_PAYLOAD]],
      closed: [1006, '', 'fin', 'server'],
    });
  });

  test('nothing before somebody listens, and the end to who listens too late', async () => {
    const port = await serve((socket, head) =>
      socket.end(Buffer.concat([Buffer.from(acceptHead(head)), textFrame('hi')])),
    );
    const { wire } = await open(port);
    wire?.destroy();
    expect(await listenTo(wire)).toEqual({ frames: [], closed: [1006, '', 'fin', 'client'] });
  });
});

describe('a ws server', () => {
  async function wsServer(): Promise<{ port: number; server: WebSocketServer }> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    servers.push(server);
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, server };
  }

  test('gets what was sent, and its echoes come back', async () => {
    const { port, server } = await wsServer();
    server.on('connection', (socket) =>
      socket.on('message', (data, binary) => socket.send(data as Buffer, { binary })),
    );
    const { wire, handshake } = await open(port, 5_000, { subprotocols: ['v1'] });
    expect(handshake.outcome).toMatchObject({ kind: 'accepted', breaches: [], subprotocol: 'v1' });
    let left = 5;
    const told = listenTo(wire, () => {
      left -= 1;
      if (left === 0) wire?.close(1000, 'done');
    });
    wire?.send({ json: { a: 'é' } });
    wire?.send({ text: 'x' });
    wire?.send({ base64: 'AP8=' });
    wire?.send({ text: 'y'.repeat(70_000) });
    wire?.send({ ping: 'hi' });
    const { frames, closed } = await told;
    expect(frames).toHaveLength(5);
    expect(frames).toEqual(
      expect.arrayContaining([
        ['text', '{"a":"é"}'],
        ['text', 'x'],
        ['binary', 'AP8='],
        ['text', 70_000],
        ['pong', 'aGk='],
      ]),
    );
    expect(closed).toEqual([1000, 'done', 'close-frame', 'client']);
  });

  test('that refuses raw bytes says so', async () => {
    const { port, server } = await wsServer();
    server.on('connection', (socket) => socket.on('error', () => undefined));
    const { wire } = await open(port);
    const told = listenTo(wire);
    // An unmasked text frame.
    wire?.send({ raw: Buffer.from([0x81, 1, 97]).toString('base64') });
    expect((await told).closed).toEqual([1002, '', 'close-frame', 'server']);
  });

  test.each([
    [undefined, undefined, 1005],
    [4000, 'bye', 4000],
  ])('gets our Close: %s %s', async (code, reason, seen) => {
    const { port, server } = await wsServer();
    const gone = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    const { wire } = await open(port);
    const told = listenTo(wire);
    wire?.close(code, reason);
    const [closeCode, closeReason] = (await gone) as [number, Buffer];
    expect([closeCode, closeReason.toString()]).toEqual([seen, reason ?? '']);
    expect((await told).closed).toEqual([seen, reason ?? '', 'close-frame', 'client']);
  });

  test('that is left abruptly sees no Close', async () => {
    const { port, server } = await wsServer();
    const gone = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    const { wire } = await open(port);
    const told = listenTo(wire);
    wire?.destroy();
    expect((await gone)[0]).toBe(1006);
    expect((await told).closed).toEqual([1006, '', 'fin', 'client']);
  });
});

/** Sends a beginning, then a byte every 10 ms. */
function slowly(beginning: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(beginning);
    const timer = setInterval(() => socket.write('x'), 10);
    socket.on('close', () => clearInterval(timer));
  };
}

/** An RST and nothing else; `resetAndDestroy` sends a FIN before it. */
function reset(socket: Socket): void {
  const { _handle: handle } = socket as unknown as { _handle: { reset(done: () => void): void } };
  handle.reset(() => socket.destroy());
}

describe('permessage-deflate', () => {
  const offer = (parameters = ''): Partial<Opening> => ({
    headers: [['Sec-WebSocket-Extensions', `permessage-deflate${parameters}`]],
  });
  const compressing = async (): Promise<number> => {
    const server = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      perMessageDeflate: { threshold: 0 },
    });
    servers.push(server);
    server.on('connection', (socket) => {
      socket.on('message', (data, binary) => socket.send(data, { binary }));
      socket.on('close', () => socket.terminate());
    });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  test.each(['', '; server_no_context_takeover; client_no_context_takeover'])(
    'offered%s: what the server compresses is read, and it reads what is sent compressed',
    async (parameters) => {
      const { wire, handshake } = await open(await compressing(), 5_000, offer(parameters));
      expect(handshake.outcome).toMatchObject({ extensions: `permessage-deflate${parameters}` });
      let seen = 0;
      const told = listenTo(wire, () => {
        seen += 1;
        if (seen === 3) wire?.close(1000);
      });
      wire?.send({ text: 'plain' });
      const payload = deflated(utf8Of('stored'));
      wire?.send({ raw: rawFrames({ opcode: 1, rsv: 4, payload }) });
      wire?.send({ raw: rawFrames({ opcode: 1, rsv: 4, payload }) });
      expect(await told).toEqual({
        frames: [
          ['text', 'plain'],
          ['text', 'stored'],
          ['text', 'stored'],
        ],
        closed: [1000, '', 'close-frame', 'client'],
      });
    },
  );

  test.each([
    ['not offered', {}, 'permessage-deflate'],
    ['answered with a parameter that there is not', offer(), 'permessage-deflate; x=1'],
  ])('%s: a compressed message breaks the protocol', async (_, opening, answer) => {
    const port = await serve((socket, head) => {
      socket.write(acceptHead(head, `Sec-WebSocket-Extensions: ${answer}\r\n`));
      socket.end(Buffer.from([0xc1, 1, 0]));
    });
    const { wire } = await open(port, 5_000, opening);
    expect(await listenTo(wire)).toMatchObject({
      closed: [1006, 'Invalid WebSocket frame: RSV1 must be clear', 'protocol-error', 'server'],
    });
  });
});

test('a handshake in pieces arrives as one, piece by piece', async () => {
  let pieces = 0;
  const port = await serve((socket) => {
    let head = '';
    socket.on('data', (chunk: Buffer) => {
      pieces += 1;
      head += chunk.toString('latin1');
      if (head.endsWith('\r\n\r\n')) socket.end(acceptHead(head));
    });
  }, false);
  const { handshake, wire } = await open(port, 5_000, { inPieces: { count: 5, pause: 20 } });
  expect(handshake.outcome).toMatchObject({ kind: 'accepted', breaches: [] });
  expect(pieces).toBeGreaterThan(2);
  wire?.destroy();
});

test('what is not read waits, and is read afterwards', async () => {
  const port = await serve((socket, head) => {
    socket.write(acceptHead(head));
    socket.once('data', () => socket.end(Buffer.from([0x81, 1, 0x61, 0x88, 2, 3, 232])));
  });
  const { wire } = await open(port);
  let frames = 0;
  const told = listenTo(wire, () => {
    frames += 1;
  });
  wire?.read(false);
  wire?.send({ text: 'go' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(frames).toBe(0);
  wire?.read(true);
  expect(await told).toEqual({
    frames: [['text', 'a']],
    closed: [1000, '', 'close-frame', 'server'],
  });
});
