import { type ClientRequest, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Header, RequestStep } from '../script/script.ts';
import { type AnswerRecord, TRANSCRIPT_LIMIT } from '../transcript/transcript.ts';
import { type Stage, tlsOptions, trackStage } from './connect-socket.ts';
import { type DialFailure, failureOf, timeoutAt } from './dial-failure.ts';
import { baseOf, type DialTarget, hostHeaderOf } from './dial-target.ts';
import { valuesOf } from './http-head.ts';
import { systemClock } from './system-clock.ts';

/**
 * One HTTP request on a connection of its own. Redirects are answers like others. Never rejects, and ends
 * within `step.within` ms: an answer whose body is still coming then has the body that has come.
 */
export function requestOnce(target: DialTarget, step: RequestStep): Promise<AnswerRecord> {
  const headers = headersOf(target, step);
  const request = {
    method: step.method,
    url: baseOf(target).replace(/^ws/, 'http') + step.target,
    headers,
    ...(step.body === undefined ? {} : { body: step.body }),
  };
  const began = systemClock.now();
  const after = (): number => Math.round((systemClock.now() - began) * 10) / 10;

  return new Promise((resolve) => {
    let stage: () => Stage = () => 'tcp';
    let client: ClientRequest | undefined;
    let done = false;
    const chunks: Buffer[] = [];
    let size = 0;
    let answer: { readonly status: number; readonly headers: Header[]; readonly after: number } | undefined;

    const finish = (outcome: AnswerRecord['outcome']): void => {
      if (done) return;
      done = true;
      cancel();
      client?.destroy();
      resolve({ request, outcome });
    };
    const fail = (failure: DialFailure): void => finish({ kind: 'failed', ...failure, after: after() });
    const answered = (): void => {
      if (answer === undefined) return;
      const body = Buffer.concat(chunks).toString('utf8').slice(0, TRANSCRIPT_LIMIT);
      finish({ kind: 'answered', ...answer, body });
    };
    const cancel = systemClock.after(step.within, () =>
      answer === undefined ? fail(timeoutAt(stage(), step.within)) : answered(),
    );

    try {
      client = dial(target, step, headers);
    } catch (error) {
      return fail(failureOf(error instanceof Error ? error : new Error(String(error)), 'tcp'));
    }
    client.on('socket', (socket) => {
      stage = trackStage(socket, target);
    });
    client.on('error', (error) => fail(failureOf(error, stage())));
    client.on('upgrade', (response) => {
      answer = { status: 101, headers: pairs(response.rawHeaders), after: after() };
      answered();
    });
    client.on('response', (response) => {
      answer = { status: response.statusCode ?? 0, headers: pairs(response.rawHeaders), after: after() };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= TRANSCRIPT_LIMIT * 4) answered();
      });
      response.on('end', answered);
      response.on('error', () =>
        fail({ stage: 'answer', code: 'CLOSED', message: 'The connection ended in the middle of the body.' }),
      );
    });
    client.end(step.body);
  });
}

function dial(target: DialTarget, step: RequestStep, headers: readonly Header[]): ClientRequest {
  const options: RequestOptions = {
    method: step.method,
    path: step.target,
    // Given as a list, they go out as they are: in this order, and repeated names repeated.
    headers: headers.flat(),
    agent: false,
  };
  return target.protocol === 'wss'
    ? requestHttps({ ...options, ...tlsOptions(target) })
    : requestHttp({ ...options, host: target.host, port: target.port });
}

/** Those of the step, with what HTTP/1.1 needs beside them (RFC 9112 §3.2, §6.2). */
function headersOf(target: DialTarget, step: RequestStep): readonly Header[] {
  const lacks = (name: string): boolean => valuesOf(step.headers, name).length === 0;
  const headers: Header[] = [];
  if (lacks('host')) headers.push(['Host', hostHeaderOf(target)]);
  headers.push(...step.headers);
  if (lacks('content-length') && lacks('transfer-encoding'))
    if (step.body !== undefined || /^(POST|PUT|PATCH)$/i.test(step.method))
      headers.push(['Content-Length', String(Buffer.byteLength(step.body ?? ''))]);
  if (lacks('connection')) headers.push(['Connection', 'close']);
  return headers;
}

function pairs(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return headers;
}
