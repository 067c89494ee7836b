import type { Json } from '../../contract/json.ts';
import type { HandledAnswer } from '../../engine/engine.ts';

const KNOWN = ['status', 'headers', 'body'];

/**
 * What a handler returned, as an answer.
 * @throws TypeError where it is none: a wrong status, a header that is no text, a body that is no JSON
 */
export function handledAnswerOf(value: unknown, proceeded: boolean): HandledAnswer {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`It returned ${describe(value)}; an answer is { status?, headers?, body? }.`);
  const stray = Object.keys(value).find((key) => !KNOWN.includes(key));
  if (stray !== undefined)
    throw new TypeError(
      `It returned "${stray}" beside status, headers and body; what is sent stands in "body".`,
    );
  const { status, headers, body } = value as Record<string, unknown>;
  if (status !== undefined && !isStatus(status))
    throw new TypeError(
      `${JSON.stringify(status) ?? describe(status)} is no HTTP status of an answer (200 to 599).`,
    );
  const payload = body === undefined ? undefined : jsonBody(body);
  return {
    ...(status === undefined ? {} : { status }),
    headers: headersOf(headers),
    ...(payload === undefined ? {} : { payload }),
    ...(proceeded ? { proceeded } : {}),
  };
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
}

/** RFC 9110 §5.6.2 and §5.5: a name is a token, and a value has no line break. */
function headersOf(value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) throw new TypeError('"headers" is no object of texts.');
  return Object.entries(value).map(([name, text]: [string, unknown]) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new TypeError(`"${name}" is no name of a header.`);
    if (typeof text !== 'string' || /[\r\n\0]/.test(text))
      throw new TypeError(`The header "${name}" is no text of one line.`);
    return [name, text];
  });
}

/** A Date becomes its text, and so on. */
function jsonBody(body: unknown): Json {
  const text = JSON.stringify(body) as string | undefined;
  if (text === undefined) throw new TypeError(`The body is ${describe(body)}, and no JSON.`);
  return JSON.parse(text) as Json;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
