import { entriesOf, httpIn } from './evidence.ts';
import { type Facts, fieldOf } from './facts.ts';
import type { Reception } from './reception.ts';
import type { Subject } from './subject.ts';
import { formatAddress } from './subject.ts';

/** What a handshake came to, in a few words: `403 Forbidden (empty body)`, `101, then Close 4401`. */
export function sayReception(reception: Reception): string {
  switch (reception.kind) {
    case 'open':
      return '101, and stays open';
    case 'closed': {
      const { how, code, reason } = reception.close;
      if (how !== 'close-frame') return '101, then the end of TCP without a Close frame (1006)';
      return `101, then Close ${code === 1005 ? 'without a code' : code}${reason === '' ? '' : ` "${reason}"`}`;
    }
    case 'refused': {
      const { status, reason, body } = reception.outcome;
      const text = headingOf(body) ?? body.replace(/\s+/g, ' ').trim();
      const shown = text === '' ? 'empty body' : text.length > 70 ? `${text.slice(0, 70)}…` : text;
      return `${status}${reason === '' ? '' : ` ${reason}`} (${shown})`;
    }
    case 'dropped':
      return reception.code === 'RESET'
        ? 'the connection is reset'
        : 'the connection is closed without an answer';
    case 'silent':
      return `no answer within ${Math.round(reception.after / 100) / 10} s`;
    case 'not-http':
      return 'an answer that is no HTTP';
    case 'unreached':
      return `${reception.code} (${reception.stage})`;
  }
}

/** What a page of HTML says in its title or heading. */
function headingOf(body: string): string | undefined {
  if (!/^\s*<(!doctype|html|head|h1)/i.test(body)) return undefined;
  const heading = (/<title>([^<]*)</i.exec(body) ?? /<h[12][^>]*>([^<]*)</i.exec(body))?.[1]?.trim();
  return heading === undefined || heading === '' ? undefined : `page "${heading.replace(/\s+/g, ' ')}"`;
}

export function target({ path, search }: Subject): string {
  return path + search;
}

export function address({ place }: Subject): string {
  return formatAddress(place);
}

/** Is it answered by ASGI (uvicorn, hypercorn): where no route, and a close before accept, are the same 403? */
export function isAsgi({ server }: Facts): boolean {
  return server?.server === 'FastAPI on uvicorn' || server?.server === 'an ASGI server (uvicorn, hypercorn)';
}

/** The Origin values that were tried on the WebSocket without effect. */
export function triedOrigins({ evidence }: Facts): readonly string[] {
  return entriesOf(evidence, 'variation').flatMap(({ aim }) =>
    aim.change.origin === undefined ? [] : [aim.change.origin ?? 'none'],
  );
}

/** Does the server say by CORS headers that it has a CORS policy? */
export function hasCors({ evidence }: Facts): boolean {
  return entriesOf(evidence, 'preflight').some((entry) => {
    const http = httpIn(entry);
    return (
      http !== undefined &&
      (fieldOf(http.headers, 'access-control-allow-origin') !== undefined ||
        /Disallowed CORS/.test(http.body))
    );
  });
}

/** What the answer to a handshake was compared with, and was like. */
export function sameAsRandom({ base, getControl, controls }: Facts): string {
  const got = base === undefined ? 'nothing' : sayReception(base);
  const http =
    getControl === undefined ? '' : `, while plain HTTP gets ${getControl.status} there: HTTP works`;
  return `${controls.length} random paths beside it are answered exactly alike (${got})${http}`;
}

export const CORS_BELIEF =
  "Starlette's CORSMiddleware has no say here: it passes every WebSocket on unseen. allow_origins neither refuses nor protects a WebSocket.";
