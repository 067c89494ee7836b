import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PlainAnswer } from '../unknown-request.ts';

/** Most bytes of a request's body. */
export const BODY_LIMIT: number = 1024 * 1024;

/** The body as text; `undefined` when it is longer than `BODY_LIMIT`. Rejects when the client goes away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Node frames the body itself, so a `Content-Length` or `Transfer-Encoding` of the answer is not passed on. */
export function writeAnswer(response: ServerResponse, answer: PlainAnswer): void {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (!/^(content-length|transfer-encoding)$/i.test(name)) response.appendHeader(name, value);
  }
  const { stream } = answer;
  if (stream === undefined || response.req.method === 'HEAD') {
    response.end(answer.body);
    return;
  }
  response.write(answer.body);
  const { drained, stop } = stream({ write: (text) => response.write(text) });
  response.on('drain', drained);
  response.once('close', stop);
}
