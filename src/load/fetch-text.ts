import { CountersignError } from '../errors/countersign-error.ts';
import { decodeText } from './decode-text.ts';
import { LIMITS } from './limits.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The text behind an http(s) URL. A user name and password in the URL become Basic authentication (RFC 7617) and are
 * never shown. Throws a `CountersignError`: `document.unreachable`, or `document.not-yaml` for what is no text.
 */
export async function fetchText(source: string): Promise<SourceFile> {
  const { url, headers } = splitCredentials(source);
  const name = url.href;
  const response = await get(url, headers);
  if (!response.ok) {
    await response.body?.cancel();
    const words = response.statusText === '' ? '' : ` ${response.statusText}`;
    throw new CountersignError('document.unreachable', `${name} answered ${response.status}${words}.`, {
      fix: adviceFor(response.status),
    });
  }
  const text = decodeText(await bodyOf(response, name));
  if (text === undefined) {
    throw new CountersignError('document.not-yaml', `${name} is no text: it is not encoded in UTF-8.`, {
      fix: 'Name the URL of the YAML or JSON file.',
    });
  }
  return { uri: withoutFragment(response.url === '' ? name : response.url), name, text };
}

function splitCredentials(source: string): { url: URL; headers: Record<string, string> } {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined) {
    throw new CountersignError('document.unreachable', 'This is no URL that could be fetched.', {
      fix: 'Write https://host/path/asyncapi.yaml.',
    });
  }
  const headers: Record<string, string> = {
    accept: 'application/yaml, application/json, text/*;q=0.9, */*;q=0.5',
  };
  if (url.username !== '' || url.password !== '') {
    const credential = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.authorization = `Basic ${Buffer.from(credential).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  url.hash = '';
  return { url, headers };
}

async function get(url: URL, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(LIMITS.fetch) });
  } catch (cause) {
    throw unreachable(url.href, cause);
  }
}

async function bodyOf(response: Response, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > LIMITS.bytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unreachable(name, cause);
  }
  if (size > LIMITS.bytes) {
    throw new CountersignError('document.not-yaml', `${name} is larger than 50 MiB.`, {
      fix: 'Split the document with $refs.',
    });
  }
  return Buffer.concat(chunks);
}

function unreachable(name: string, cause: unknown): CountersignError {
  const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
  const why = timedOut ? `it took longer than ${LIMITS.fetch / 1000} s` : reasonOf(cause);
  return new CountersignError('document.unreachable', `${name} could not be fetched: ${why}.`, {
    fix: 'Check the address and the network, or download the file and name its path.',
    cause,
  });
}

/** Node's fetch says only "fetch failed" and keeps the reason in `cause`. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined;
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its host name is not known';
  if (code === 'ECONNRESET') return 'the connection was cut';
  const words = inner.message === '' ? (code ?? inner.name) : inner.message;
  return words.replace(/\.$/, '');
}

function adviceFor(status: number): string {
  if (status === 404 || status === 410) return 'Check the path of the URL.';
  if (status === 401 || status === 403) return 'Download the file and name its path; it is not public.';
  return 'Try again later, or download the file and name its path.';
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
