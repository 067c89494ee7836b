import type { Json } from '../contract/json.ts';
import { jsonOf } from '../contract/parse-json.ts';
import { headerValue } from '../rules/credential-value.ts';
import type { HttpAttempt } from './engine.ts';

/** The body as JSON: a form (WHATWG URL, application/x-www-form-urlencoded) becomes an object of strings. */
export function readBody(request: HttpAttempt): Json | undefined {
  const type = headerValue(request.headers, 'content-type')?.toLowerCase() ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  if (request.body === '') return isForm ? {} : undefined;
  if (isForm) return readForm(request.body);
  return jsonOf(request.body);
}

function readForm(body: string): Json | undefined {
  try {
    return Object.fromEntries(
      body.split('&').map((pair) => {
        const [name = '', value = ''] = pair
          .split('=', 2)
          .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
        return [name, value];
      }),
    );
  } catch {
    return undefined;
  }
}
