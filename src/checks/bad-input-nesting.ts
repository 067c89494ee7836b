import { planHostileFrames, textFrame } from './bad-input-frames.ts';
import { type Check, defineCheck } from './check.ts';

/** Python's `json` gives up at about a thousand, V8's not even at this. */
const LEVELS = 10_000;

export const badInputNesting: Check = defineCheck({
  id: 'bad-input.nesting',
  title: 'A frame that is nested very deeply gets the declared answer',
  area: 'bad-input',
  phase: 'boundaries',
  source: 'x-countersign.invalid; RFC 8259 §9',
  row: 'M9',
  serial: true,
  disturbs: true,
  sendsInvalid: true,
  follows: [{ check: 'bad-input.malformed' }, { check: 'exchange.reply', all: true }],
  explain:
    'Twenty kilobytes of brackets overflow the stack of a recursive reader. Python raises a RecursionError, which is no ValueError: a handler that catches only JSONDecodeError dies of it.',
  plan: (context) =>
    planHostileFrames(context, () => [
      textFrame(
        'nesting',
        `A list nested ${LEVELS} deep`,
        '['.repeat(LEVELS) + ']'.repeat(LEVELS),
        `${LEVELS} × [, then ${LEVELS} × ]`,
      ),
    ]),
});
