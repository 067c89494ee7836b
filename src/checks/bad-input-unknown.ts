import { planHostileFrames, textFrame } from './bad-input-frames.ts';
import { type Check, defineCheck } from './check.ts';
import { unknownPayload } from './unknown-frames.ts';

export const badInputUnknown: Check = defineCheck({
  id: 'bad-input.unknown',
  title: 'A message that the document does not have gets the declared answer',
  area: 'bad-input',
  source: 'x-countersign.invalid',
  row: 'M10',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'bad-input.malformed' }, { check: 'exchange.reply', all: true }],
  explain:
    'The frame is sound JSON, and of a kind that the document does not know: what a client of another version sends. Where the document has `otherwise`, exchange.otherwise demands that reply; here it is the answer of `invalid`. Silence leaves the client waiting for ever.',
  plan: (context) =>
    planHostileFrames(context, (endpoint) => {
      const payload = endpoint.otherwise === undefined ? unknownPayload(context, endpoint.id) : undefined;
      return payload === undefined
        ? []
        : [textFrame('unknown', 'A message of no known kind', JSON.stringify(payload))];
    }),
});
