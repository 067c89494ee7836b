import type { Header } from '../script/script.ts';
import { dataFrames, type Reception } from './reception.ts';

/** Headers that differ between two equal answers. */
const VOLATILE = new Set([
  'date',
  'connection',
  'keep-alive',
  'content-length',
  'age',
  'x-request-id',
  'cf-ray',
]);

/**
 * What an answer is, so that two can be compared: status, header names, Server and Via, content type and the
 * body without what repeats the request; how TCP ended; what came after a 101. HANDSHAKE 4.1.
 * @param path of the request: where the body repeats it, it is masked.
 */
export function signatureOf(reception: Reception, path: string): string {
  switch (reception.kind) {
    case 'refused': {
      const { status, reason, headers, body } = reception.outcome;
      return [status, reason, ...headSignature(headers), maskBody(body, path)].join(' | ');
    }
    case 'open': {
      const [first] = dataFrames(reception);
      return `101 open${first === undefined ? '' : ', speaks first'}`;
    }
    case 'closed':
      return `101 then ${reception.close.how} ${reception.close.code} ${maskBody(reception.close.reason, path)}`;
    case 'dropped':
      return `dropped ${reception.code}`;
    case 'silent':
      return 'silent';
    case 'not-http':
      return 'not HTTP';
    case 'unreached':
      return `${reception.stage} ${reception.code}`;
  }
}

export function headSignature(headers: readonly Header[]): readonly string[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter(
    (name) => !VOLATILE.has(name),
  );
  const value = (wanted: string): string =>
    headers
      .filter(([name]) => name.toLowerCase() === wanted)
      .map(([, each]) => each)
      .join(',');
  return [names.sort().join(','), value('server'), value('via'), value('content-type')];
}

/** The body without the path, its last segment, ids, times and digits. */
export function maskBody(body: string, path: string): string {
  const last = path
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  let masked = path.length > 1 ? body.replaceAll(path, '<path>') : body;
  if (last !== undefined && last.length > 2) masked = masked.replaceAll(last, '<segment>');
  return masked
    .replaceAll(/("[\w-]*(?:id|time|timestamp|trace)"\s*:\s*)"[^"]*"/gi, '$1<id>')
    .replaceAll(/\b(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])[\w+/-]{16,}=*/gi, '<id>')
    .replaceAll(/[0-9a-f]{8,}(-[0-9a-f]{4,})*/gi, '<id>')
    .replaceAll(/\d+/g, '0')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
