import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackendLog } from './backend-log.ts';

/** When a backend is up: a URL answers, a text is written to its log, or a port takes connections. */
export type Readiness =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'port'; readonly host: string; readonly port: number };

/** ms between two tries, and for one. */
const PAUSE = 50;
const ONE_TRY = 2_000;

/** Resolves when the backend is ready. Rejects when `signal` aborts. */
export async function untilReady(readiness: Readiness, log: BackendLog, signal: AbortSignal): Promise<void> {
  if (readiness.kind === 'text') return untilText(readiness.text, log, signal);
  const attempt =
    readiness.kind === 'url' ? () => answers(readiness.url, signal) : () => listens(readiness, signal);
  while (!(await attempt())) await delay(PAUSE, undefined, { signal });
}

/** What it waits for, as the object of a sentence. */
export function describeReadiness(readiness: Readiness): string {
  switch (readiness.kind) {
    case 'url':
      return `${readiness.url} does not answer with a status below 400`;
    case 'text':
      return `"${readiness.text}" does not stand in its log`;
    case 'port':
      return `nothing listens on ${readiness.host}:${readiness.port}`;
  }
}

function untilText(text: string, log: BackendLog, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    let stop = (): void => {};
    const abort = (): void => {
      stop();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    let found = false;
    stop = log.listen((piece) => {
      // Only as much is kept as a text that comes in two pieces needs.
      seen = seen.slice(-text.length) + piece;
      if (!seen.includes(text)) return;
      found = true;
      stop();
      signal.removeEventListener('abort', abort);
      resolve();
    });
    if (found) stop();
  });
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(ONE_TRY)]);
    const response = await fetch(url, { signal: within, redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

function listens(
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ONE_TRY });
    const end = (result: boolean): void => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(result);
    };
    const abort = (): void => end(false);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
