import type { Attack } from './attack.ts';
import { BINARY, frame, TEXT } from './frame.ts';
import { anyDoor, openSocket } from './hostile-socket.ts';

const MIB = 1 << 20;

/** Texts that are dear to read, or meant to confuse who reads them. */
const TEXTS: readonly (readonly [name: string, make: () => string])[] = [
  ['nothing', () => ''],
  ['no JSON', () => '{"type": "ping"'],
  ['NULs', () => '\0'.repeat(1_000)],
  ['lists in lists', () => `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
  ['objects in objects', () => `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
  ['never closed', () => '[{"a":'.repeat(200_000)],
  ['a number of a million digits', () => `{"type":"subscribe","symbol":${'9'.repeat(MIB)}}`],
  ['1e999', () => '{"type":"ping","timestamp":1e999,"id":-1e-999}'],
  ['__proto__', () => '{"__proto__":{"type":"ping","polluted":true},"constructor":{"prototype":{"x":1}}}'],
  ['a type that is an object', () => '{"type":{"toString":null,"valueOf":null},"action":["__proto__"]}'],
  ['names of built-ins', () => '{"type":"__proto__","action":"constructor","event":"hasOwnProperty"}'],
  ['a string of 8 MiB', () => JSON.stringify({ type: 'subscribe', symbol: 'A'.repeat(8 * MIB) })],
  ['8 MiB of text', () => 'x'.repeat(8 * MIB)],
  ['15 MiB of text', () => 'x'.repeat(15 * MIB)],
  ['a million empty lists', () => `[${'[],'.repeat(MIB)}1]`],
  ['seven million numbers', () => `[${'1,'.repeat(7 * MIB)}1]`],
  ['a million different keys', () => `{${Array.from({ length: MIB }, (_, i) => `"k${i}":1`).join()}}`],
  [
    '24,000 different keys',
    () => `{"type":"ping",${Array.from({ length: 24_000 }, (_, i) => `"k${i}":1`).join()}}`,
  ],
  [
    '30,000 different keys',
    () => `{"type":"ping",${Array.from({ length: 30_000 }, (_, i) => `"k${i}":1`).join()}}`,
  ],
  ['one key a hundred thousand times', () => `{${'"type":"ping",'.repeat(100_000)}"type":"ping"}`],
  [
    'a string for a slow pattern',
    () => JSON.stringify({ type: 'subscribe', symbol: `${'a'.repeat(50_000)}!` }),
  ],
  ['escapes', () => `"${'\\ud800'.repeat(150_000)}"`],
];

const cache = new Map<string, Buffer>();

/** Made once: making them is dearer than sending them. */
function bytesOf(name: string, make: () => string): Buffer {
  let bytes = cache.get(name);
  if (bytes === undefined) {
    bytes = frame(TEXT, make());
    cache.set(name, bytes);
  }
  return bytes;
}

export const BAD_PAYLOADS: readonly Attack[] = [
  ...TEXTS.map(
    ([name, make]): Attack => ({
      name: `payload: ${name}`,
      async run(target, random) {
        const hostile = await openSocket(target, anyDoor(target, random));
        await hostile.write(bytesOf(name, make));
        await hostile.over(300);
      },
    }),
  ),
  {
    name: 'payload: good requests with one thing replaced',
    async run(target, random) {
      const door = anyDoor(target, random);
      const hostile = await openSocket(target, door);
      for (const text of door.requests) {
        const at = random.integer(0, text.length);
        const junk = random.pick(['null', '[]', '"', '\\', '1e400', '{}', '\u2028', '-']) ?? '';
        await hostile.write(frame(TEXT, text.slice(0, at) + junk + text.slice(at + random.integer(0, 3))));
      }
      await hostile.over(100);
    },
  },
  {
    name: 'payload: binary where text is spoken',
    async run(target, random) {
      const hostile = await openSocket(target, anyDoor(target, random));
      await hostile.write(frame(BINARY, Buffer.alloc(random.integer(0, 8 * MIB), 7)));
      await hostile.over(200);
    },
  },
];
