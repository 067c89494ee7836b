import { CountersignError } from '../errors/countersign-error.ts';
import type { Io } from './io.ts';

/**
 * `scheme=value`, or `scheme=@NAME` for a value that stands in the environment. The value is never repeated.
 * @throws CountersignError `cli.bad-value`
 */
export function readCredentials(
  given: readonly string[],
  env: Io['env'],
): readonly (readonly [scheme: string, value: string])[] {
  return given.map((text) => {
    const equals = text.indexOf('=');
    if (equals < 1)
      throw new CountersignError('cli.bad-value', '--credential needs a scheme and a value.', {
        fix: 'Write for example --credential token=@API_TOKEN.',
      });
    const [scheme, value] = [text.slice(0, equals), text.slice(equals + 1)];
    const found = value.startsWith('@') ? env[value.slice(1)] : value;
    if (found !== undefined && found !== '') return [scheme, found];
    throw new CountersignError(
      'cli.bad-value',
      `--credential ${scheme}=${value.startsWith('@') ? value : ''} has no value.`,
      {
        fix: value.startsWith('@')
          ? `Set the environment variable ${value.slice(1)}.`
          : 'Write scheme=value, or scheme=@NAME.',
      },
    );
  });
}
