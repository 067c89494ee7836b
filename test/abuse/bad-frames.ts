import { deflateRawSync } from 'node:zlib';
import type { Random } from '../../src/engine/random.ts';
import type { Attack } from './attack.ts';
import { BINARY, CLOSE, CONTINUATION, closePayload, frame, PING, PONG, TEXT, times } from './frame.ts';
import { anyDoor, openSocket } from './hostile-socket.ts';

/** Sends those bytes on an open connection, and waits for the Close or the end. */
function sending(name: string, bytes: (random: Random) => Buffer): Attack {
  return {
    name: `frame: ${name}`,
    async run(target, random) {
      const hostile = await openSocket(target, anyDoor(target, random));
      await hostile.write(bytes(random));
      await hostile.over(random.integer(20, 400));
    },
  };
}

const big = (size: number): Buffer => Buffer.alloc(size, 'x');

/** Frames that RFC 6455 forbids, or that nobody honest sends. */
export const BAD_FRAMES: readonly Attack[] = [
  sending('random bytes', (random) =>
    Buffer.from(Array.from({ length: random.integer(1, 3_000) }, () => random.integer(0, 255))),
  ),
  sending('unmasked', () => frame(TEXT, '{"type":"ping"}', { masked: false })),
  sending('reserved bits', (random) => frame(TEXT, '{}', { reserved: random.integer(1, 7) })),
  sending('a reserved opcode', (random) => frame(random.pick([3, 4, 5, 6, 7, 11, 12, 15]) ?? 3, 'x')),
  sending('a ping of 126 bytes', () => frame(PING, big(126))),
  sending('a fragmented ping', () => frame(PING, 'x', { fin: false })),
  sending('a ping of 64 KiB', () => frame(PING, big(65_536))),
  sending('a Close of 1,000 bytes', () => frame(CLOSE, big(1_000))),
  sending('a Close of one byte', () => frame(CLOSE, 'x')),
  sending('a Close with a code that may not be sent', (random) =>
    frame(CLOSE, closePayload(random.pick([0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535]) ?? 0)),
  ),
  sending('a Close whose reason is no UTF-8', () => frame(CLOSE, closePayload(1000, Buffer.from([0xff])))),
  sending('frames after a Close', () =>
    Buffer.concat([frame(CLOSE, closePayload(1000)), times(frame(TEXT, '{}'), 500)]),
  ),
  sending('a continuation of nothing', () => frame(CONTINUATION, 'x')),
  sending('a message within a message', () =>
    Buffer.concat([frame(TEXT, '{"a":', { fin: false }), frame(TEXT, '1}')]),
  ),
  sending('fragments with pings between', () =>
    Buffer.concat([
      frame(TEXT, '{"type":', { fin: false }),
      ...Array.from({ length: 200 }, () => frame(PING, 'x')),
      frame(CONTINUATION, '"ping"}'),
    ]),
  ),
  sending('100,000 fragments of one byte', () =>
    Buffer.concat([
      frame(TEXT, '[', { fin: false }),
      times(frame(CONTINUATION, ' ', { fin: false }), 100_000),
    ]),
  ),
  sending('100,000 empty fragments', () =>
    Buffer.concat([frame(TEXT, '', { fin: false }), times(frame(CONTINUATION, '', { fin: false }), 100_000)]),
  ),
  sending('text that is no UTF-8', () => frame(TEXT, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))),
  sending('text that is half a character', () => frame(TEXT, Buffer.from([0xe2, 0x82]))),
  sending('a surrogate in UTF-8', () => frame(TEXT, Buffer.from([0xed, 0xa0, 0x80]))),
  sending('a length of 2^63', () => frame(BINARY, 'x', { length: 2n ** 63n, form: 64 })),
  sending('a length of 2^64 - 1', () => frame(BINARY, 'x', { length: 2n ** 64n - 1n, form: 64 })),
  sending('a length beyond 2^53', () => frame(BINARY, 'x', { length: 2n ** 60n, form: 64 })),
  sending('a length that is never filled', () => frame(TEXT, big(1_000), { length: 1_000_000, form: 64 })),
  sending('a length shorter than the payload', () => frame(TEXT, big(1_000), { length: 10, form: 16 })),
  sending('a length written too long', () => frame(TEXT, '{}', { form: 64 })),
  sending('compressed, though nothing was agreed', () =>
    frame(TEXT, deflateRawSync(big(1 << 20)), { reserved: 4 }),
  ),
  sending('unasked pongs', () => times(frame(PONG, 'who asked'), 1_000)),
  sending('15 MiB of a message, and then nothing', () => frame(BINARY, big(15 << 20), { length: 16 << 20 })),
  sending('7 of 8 MiB of a message, and then nothing', () =>
    frame(BINARY, big(7 << 20), { length: 8 << 20 }),
  ),
  sending('a frame head cut short', () => frame(TEXT, big(70_000)).subarray(0, 7)),
];
