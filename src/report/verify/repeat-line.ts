import type { CaseResult } from '../../result/result.ts';
import type { Header } from '../../script/script.ts';
import type { ConnectionRecord, Transcript } from '../../transcript/transcript.ts';

type AnswerRecord = Transcript['answers'][string];

/** What curl and websocat send by themselves. */
const OWN = new Set([
  'host',
  'upgrade',
  'connection',
  'sec-websocket-key',
  'sec-websocket-version',
  'content-length',
]);

/**
 * A line for a shell that does by hand what a case did: `curl` for a handshake or a request, `websocat` for a talk.
 * Credentials stand in it as in every report: redacted. `undefined` where no such tool can do it: several connections,
 * bytes that are no frame.
 */
export function repeatLine({ transcript }: CaseResult): string | undefined {
  if (transcript === undefined) return undefined;
  const connections = Object.values(transcript.connections);
  const answers = Object.values(transcript.answers);
  const [connection] = connections;
  const answer = answers.at(-1);
  if (connections.length > 1) return undefined;
  if (connection !== undefined) return connectionLine(connection);
  return answer === undefined ? undefined : requestLine(answer);
}

function connectionLine({ url, handshake, frames }: ConnectionRecord): string | undefined {
  const { line, headers } = handshake.request;
  const said = frames.filter(({ from, kind }) => from === 'client' && kind !== 'pong');
  if (said.length === 0 || handshake.outcome.kind !== 'accepted') {
    if (!/^GET .* HTTP\/1\.1$/.test(line)) return undefined;
    const given = headers.filter(([name]) => name.toLowerCase() !== 'host');
    return [
      'curl -i -N --http1.1 --max-time 5',
      ...headerOptions(given),
      quoted(url.replace(/^ws/, 'http')),
    ].join(' ');
  }
  if (
    said.some(
      ({ kind, data, size }) => kind !== 'text' || data.includes('\n') || data.length > Math.min(size, 4_000),
    )
  )
    return undefined;
  const protocol = headers.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1];
  const given = foreign(headers).filter(([name]) => name.toLowerCase() !== 'sec-websocket-protocol');
  return [
    `printf '%s\\n' ${said.map(({ data }) => quoted(data)).join(' ')} | websocat -n`,
    ...(protocol === undefined ? [] : [`--protocol ${quoted(protocol)}`]),
    ...headerOptions(given),
    quoted(url),
  ].join(' ');
}

function requestLine({ request: { method, url, headers, body } }: AnswerRecord): string {
  return [
    `curl -i --max-time 10${method === 'GET' ? '' : ` -X ${quoted(method)}`}`,
    ...headerOptions(foreign(headers)),
    ...(body === undefined || body === '' ? [] : [`--data-raw ${quoted(body)}`]),
    quoted(url),
  ].join(' ');
}

function foreign(headers: readonly Header[]): readonly Header[] {
  return headers.filter(([name]) => !OWN.has(name.toLowerCase()));
}

function headerOptions(headers: readonly Header[]): readonly string[] {
  return headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
}

/** As a shell takes it. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
