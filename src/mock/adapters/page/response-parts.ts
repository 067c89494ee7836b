import type { PlainAnswer } from '../../unknown-request.ts';

/** An answer as the constructor of a `Response` wants it: some statuses and `HEAD` have no body (WHATWG Fetch). */
export function responseParts(
  method: string,
  { status, headers, body }: PlainAnswer,
): [body: string | null, init: { status: number; headers: Headers }] {
  const hasBody = method !== 'HEAD' && ![101, 103, 204, 205, 304].includes(status);
  const known = new Headers();
  for (const [name, value] of headers) {
    if (!/^(connection|upgrade|content-length|transfer-encoding)$/i.test(name)) known.append(name, value);
  }
  return [hasBody ? body : null, { status, headers: known }];
}
