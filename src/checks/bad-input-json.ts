import { type HostileFrame, planHostileFrames, textFrame } from './bad-input-frames.ts';
import { type Check, defineCheck } from './check.ts';

/** Each has broken a server that was tested with `{` alone. */
const FRAMES: readonly HostileFrame[] = [
  textFrame('empty', 'An empty frame', '', 'an empty text frame'),
  textFrame('null', 'A frame that is `null`', 'null'),
  textFrame('number', 'A frame that is a number', '42'),
  textFrame('list', 'A frame that is an empty list', '[]'),
  textFrame('text', 'A frame that is a text', '"countersign"'),
  textFrame('object', 'A frame that is an empty object', '{}'),
  textFrame('not-a-number', 'A frame with NaN', '{"type": NaN}'),
  textFrame('trailing', 'A frame with something behind its JSON', '{} {}'),
  textFrame('byte-order-mark', 'A frame that begins with a byte order mark', '\ufeff{}', 'U+FEFF, then {}'),
  textFrame('prototype', 'A frame that names __proto__', '{"__proto__": {"countersign": true}}'),
];

export const badInputJson: Check = defineCheck({
  id: 'bad-input.json',
  title: 'JSON that nobody expects gets the declared answer',
  area: 'bad-input',
  source: 'x-countersign.invalid; RFC 8259',
  row: 'M9, M27',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'bad-input.malformed' }, { check: 'exchange.reply', all: true }],
  explain:
    'A handler that does `message["type"]` works for every object, and dies of `null`, `42` or a list. None of these is a message of the document, so each must get what the document says of such frames, and the connection must go on.',
  plan: (context) => planHostileFrames(context, () => FRAMES),
});
