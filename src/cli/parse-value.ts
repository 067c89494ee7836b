import { parseDuration } from '../compile/duration.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { OptionSpec } from './option.ts';

/** The text of one option as its table says. Throws `cli.bad-value`: what was given, what is allowed, an example. */
export function parseValue(name: string, spec: OptionSpec, text: string): string | number {
  if (spec.choices?.includes(text)) return text;
  switch (spec.type) {
    case 'integer': {
      const [least, greatest] = spec.range ?? [0, Number.MAX_SAFE_INTEGER];
      const value = Number(text);
      if (/^\d+$/.test(text) && value >= least && value <= greatest) return value;
      throw badValue(name, spec, text, `It takes a whole number from ${least} to ${greatest}`);
    }
    case 'duration': {
      const value = parseDuration(text);
      if (value !== undefined) return value;
      const words = spec.choices === undefined ? '' : `, or ${spec.choices.join(', ')}`;
      throw badValue(name, spec, text, `It takes a duration with a unit (ms, s, m, h)${words}`);
    }
    default:
      if (spec.choices !== undefined) {
        const hint = didYouMean(text, spec.choices);
        throw badValue(name, spec, text, `It takes ${oneOf(spec.choices)}`, hint);
      }
      if (text !== '') return text;
      throw badValue(name, spec, text, 'It takes a text that is not empty');
  }
}

function badValue(
  name: string,
  spec: OptionSpec,
  text: string,
  allowed: string,
  hint = '',
): CountersignError {
  const example = spec.example ?? spec.choices?.[0] ?? spec.default;
  return new CountersignError('cli.bad-value', `--${name} cannot be "${text}". ${allowed}.${hint}`, {
    fix: `Write for example --${name} ${example}.`,
  });
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
