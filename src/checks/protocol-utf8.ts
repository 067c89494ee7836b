import { type Check, defineCheck } from './check.ts';
import { planBreaches } from './protocol-breach.ts';

const TEXTS: readonly (readonly [name: string, what: string, bytes: readonly number[]])[] = [
  ['byte', 'A text with the byte FF', [0x22, 0xff, 0x22]],
  ['surrogate', 'A text with an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ['overlong', 'A text with an overlong encoding', [0x22, 0xc0, 0xaf, 0x22]],
];

export const protocolUtf8: Check = defineCheck({
  id: 'protocol.utf8',
  title: 'A text that is no UTF-8 fails the connection',
  area: 'protocol',
  source: 'RFC 6455 §5.6, §8.1',
  row: 'C8, M14',
  disturbs: true,
  sendsInvalid: true,
  explain:
    'The server must close with 1007. gorilla and coder/websocket hand the bytes to the application, which may store them and send them to browsers, which then fail the connection themselves.',
  plan: (context) =>
    planBreaches(context, [
      ...TEXTS.map(([name, what, payload]) => ({
        name,
        what,
        frames: [{ opcode: 1, payload }],
        codes: [1007],
        rule: 'RFC 6455 §8.1',
      })),
      {
        name: 'split',
        what: 'A text whose last character is cut off, in two fragments',
        frames: [
          { opcode: 1, payload: [0x22, 0xe2, 0x82], fin: false },
          { opcode: 0, payload: [0x22] },
        ],
        codes: [1007],
        rule: 'RFC 6455 §8.1',
      },
    ]),
});
