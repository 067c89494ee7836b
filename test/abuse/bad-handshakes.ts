import type { Random } from '../../src/engine/random.ts';
import type { Attack, Door, Target } from './attack.ts';
import { anyDoor, handshakeOf, hostileSocket, pause, together } from './hostile-socket.ts';

/** Sends those bytes, and waits for the answer or the end. */
function sending(name: string, bytes: (door: Door, random: Random) => string | Buffer): Attack {
  return {
    name: `handshake: ${name}`,
    async run(target, random) {
      const hostile = hostileSocket(target);
      await hostile.write(bytes(anyDoor(target, random), random));
      await hostile.answer(300);
      await hostile.over(50);
    },
  };
}

const replaced =
  (line: RegExp, instead: string) =>
  (door: Door): string =>
    handshakeOf(door).replace(line, instead);

const noise = (random: Random, size: number): Buffer =>
  Buffer.from(Array.from({ length: size }, () => random.integer(0, 255)));

/** Handshakes and HTTP requests that nobody honest sends. */
export const BAD_HANDSHAKES: readonly Attack[] = [
  sending('random bytes', (_, random) => noise(random, random.integer(1, 4_000))),
  sending('a malformed request line', () => 'GET\t/ws\r\nHTTP/1.1 Host\r\n\r\n'),
  sending('a request line without an end', () => `GET /${'a'.repeat(200_000)}`),
  sending('a huge header', (door) => handshakeOf(door, [`X-Huge: ${'h'.repeat(500_000)}`])),
  sending('a flood of headers', (door) =>
    handshakeOf(
      door,
      Array.from({ length: 20_000 }, (_, index) => `X-${index}: ${index}`),
    ),
  ),
  sending('many short headers', (door) =>
    handshakeOf(
      door,
      Array.from({ length: 1_500 }, () => 'a: b'),
    ),
  ),
  sending('version 99', replaced(/Version: 13/, 'Version: 99')),
  sending('a version that is no number', replaced(/Version: 13/, 'Version: thirteen, 13')),
  sending('HTTP/1.0', replaced(/HTTP\/1\.1/, 'HTTP/1.0')),
  sending('HTTP/3.7', replaced(/HTTP\/1\.1/, 'HTTP/3.7')),
  sending('an absolute-form target', replaced(/GET \//, 'GET http://elsewhere.example/')),
  sending('an authority-form target', replaced(/^GET .* HTTP/, 'CONNECT 127.0.0.1:80 HTTP')),
  sending('an asterisk', replaced(/^GET .* HTTP/, 'OPTIONS * HTTP')),
  sending('a short key', replaced(/Key: .*/, 'Key: AAAA')),
  sending('a key of four megabytes', replaced(/Key: .*/, `Key: ${'A'.repeat(4 << 20)}`)),
  sending('no Host', replaced(/Host: .*\r\n/, '')),
  sending('duplicate headers', (door) =>
    handshakeOf(door, ['Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Host: b', 'Upgrade: h2c']),
  ),
  sending('NULs', (door) => handshakeOf(door, ['X-Nul: \0\0\0']).replace('GET /', 'GET /\0')),
  sending('bare line feeds', (door) => handshakeOf(door).replaceAll('\r\n', '\n')),
  sending('a folded header', (door) => handshakeOf(door, ['X-Folded: a', '\t b'])),
  sending('both lengths of a body', (door) =>
    handshakeOf(door, ['Content-Length: 5', 'Transfer-Encoding: chunked']),
  ),
  sending('a negative length', () => 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'),
  sending(
    'a chunk that lies',
    () => 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\na',
  ),
  sending('bad percent escapes', replaced(/GET \S+/, 'GET /%ff%zz?%=%&__proto__=1&constructor=2')),
  sending('a traversal', replaced(/GET \S+/, 'GET /../../../../etc/passwd?/%2e%2e/')),
  sending('thousands of query parameters', replaced(/GET \S+/, `GET /?${'a=b&'.repeat(3_500)}`)),
  sending('an endless subprotocol list', (door) =>
    handshakeOf(door, [`Sec-WebSocket-Protocol: ${'a,'.repeat(7_000)}b`]),
  ),
  sending('an extension with a bad parameter', (door) =>
    handshakeOf(door, ['Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99, ;;"']),
  ),
  sending('an Origin of bytes', (door) => handshakeOf(door, ['Origin: \xff\xfe\x00', 'Cookie: =;;=;a'])),
  sending('a body of 8 MiB', () =>
    Buffer.concat([
      Buffer.from(`POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: ${8 << 20}\r\n\r\n`),
      Buffer.alloc(8 << 20, '['),
    ]),
  ),
  sending('frames before the answer', (door) =>
    Buffer.concat([Buffer.from(handshakeOf(door)), Buffer.alloc(60_000, 0x81)]),
  ),
  sending('an HTTP/2 preface', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  sending('a TLS client hello', () => Buffer.from('16030100a5010000a10303'.padEnd(300, '0'), 'hex')),
  sending('pipelined handshakes', (door) => handshakeOf(door).repeat(50)),
  sending('pipelined requests', () => 'GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5_000)),
  sending('a credential tried at the admin address', (door) =>
    handshakeOf(door, ['Authorization: Basic Og==']).replace(
      /GET \S+/,
      'GET /__countersign/../__countersign/x',
    ),
  ),
  {
    name: 'handshake: byte by byte, and never finished',
    async run(target, random) {
      const hostile = hostileSocket(target);
      const bytes = handshakeOf(anyDoor(target, random));
      for (const byte of bytes.slice(0, random.integer(20, bytes.length - 2))) {
        await hostile.write(byte);
        await pause(5);
      }
      await hostile.over(500);
    },
  },
  {
    name: 'handshake: byte by byte, to the end',
    async run(target, random) {
      const hostile = hostileSocket(target);
      for (const byte of handshakeOf(anyDoor(target, random))) await hostile.write(byte);
      await hostile.answer(500);
      await hostile.over(0);
    },
  },
  partial('handshake: cut anywhere, then FIN', (hostile) => hostile.socket.end()),
  partial('handshake: cut anywhere, then a reset', (hostile) => hostile.reset()),
  {
    name: 'handshake: 300 connections that say nothing',
    async run(target) {
      await together(300, async () => {
        const hostile = hostileSocket(target);
        await hostile.over(1_500);
      });
    },
  },
];

function partial(name: string, end: (hostile: ReturnType<typeof hostileSocket>) => void): Attack {
  return {
    name,
    async run(target: Target, random: Random) {
      await together(20, async () => {
        const hostile = hostileSocket(target);
        const bytes = handshakeOf(anyDoor(target, random));
        await hostile.write(bytes.slice(0, random.integer(0, bytes.length)));
        end(hostile);
        await hostile.over(200);
      });
    },
  };
}
