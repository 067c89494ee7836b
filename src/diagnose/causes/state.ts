import { isJsonObject, type Json } from '../../contract/json.ts';
import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, httpIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { allDeclaredRefused } from './route.ts';

interface Told {
  readonly id: string;
  readonly name: string;
  readonly value: Json;
}

/** What the server's own status pages say, member by member. */
function told({ evidence }: Facts): readonly Told[] {
  return entriesOf(evidence, 'companion').flatMap((entry) => {
    const http = httpIn(entry);
    if (http === undefined || http.status >= 300) return [];
    try {
      const body = JSON.parse(http.body) as Json;
      if (!isJsonObject(body)) return [];
      return Object.entries(body).map(([name, value]) => ({ id: entry.probe.id, name, value }));
    } catch {
      return [];
    }
  });
}

/** Refused as if it were nowhere, with nothing that opens it. */
function isShut({ refused, base, alike, flips, paths }: Facts): boolean {
  return refused && base?.kind === 'refused' && alike === true && flips.length === 0 && paths.length === 0;
}

function switchedOffBy(facts: Facts): Told | undefined {
  return told(facts).find(
    ({ name, value }) =>
      value === false && /(^|_)(ws|web_?sockets?)(_|$)/i.test(name) && /enabled|active|on$/i.test(name),
  );
}

export const switchedOff: Cause = defineCause({
  id: 'SWITCHED-OFF',
  title: 'The WebSocket is switched off by a setting',
  explain: 'The code is there, and refuses everybody as long as a setting says so.',
  likelihood(facts) {
    if (!isShut(facts)) return undefined;
    const off = switchedOffBy(facts);
    if (off === undefined) return undefined;
    return {
      sure: 'likely',
      why: `The server says so itself: ${off.id} has "${off.name}": false. Every handshake is refused alike.`,
      by: ['baseline', 'control 1', off.id],
      tell: 'Switch it on and ask again.',
    };
  },
  advice(facts) {
    const off = switchedOffBy(facts);
    return {
      sentence: `The server is up and has WebSockets switched off: it says "${off?.name}": false.`,
      fix: [
        `Switch it on in the server's settings (an environment variable such as ${off?.name.toUpperCase()}=1) and restart it.`,
      ],
    };
  },
});

function connectedNow(facts: Facts): Told | undefined {
  return told(facts).find(
    ({ name, value }) => /connections?$|clients?$/i.test(name) && typeof value === 'number' && value > 0,
  );
}

export const capacity: Cause = defineCause({
  id: 'CAPACITY',
  title: 'All places are taken',
  explain: 'The server takes only so many connections at once.',
  likelihood(facts) {
    const { base, evidence } = facts;
    if (base?.kind === 'closed' && base.close.code === 1013)
      return { sure: 'likely', why: 'It accepts, and closes with 1013 (try again later).', by: ['baseline'] };
    if (!isShut(facts)) return undefined;
    const now = connectedNow(facts);
    if (now === undefined) return undefined;
    return {
      sure: 'likely',
      why: `Others are connected at this moment (${now.id}: "${now.name}": ${JSON.stringify(now.value)}), so the route exists and accepts; and this handshake is refused whatever it carries.`,
      by: [
        'baseline',
        now.id,
        ...entriesOf(evidence, 'variation')
          .map(({ probe }) => probe.id)
          .slice(0, 2),
      ],
      tell: 'Let one of the connected clients go, and ask again: if it opens, it was the limit.',
    };
  },
  advice(facts) {
    const now = connectedNow(facts);
    return {
      sentence: `The server already has ${now === undefined ? 'as many connections as it takes' : `${JSON.stringify(now.value)} connection(s)`}, and takes no more.`,
      fix: [
        'Raise the limit (a setting such as WEBSOCKET_MAX_CONNECTIONS), and close connections that nobody uses any more.',
        'Tell clients the truth: 503 with Retry-After, or accept and close with 1013; a 403 before accept says nothing.',
      ],
    };
  },
});

export const staleServer: Cause = defineCause({
  id: 'STALE-SERVER',
  title: 'An older server still has the port',
  explain: 'The process was started before the change, and never restarted; or another copy holds the port.',
  likelihood(facts) {
    const { openapi, subject } = facts;
    const { contract } = subject;
    if (!isShut(facts) || openapi === undefined || contract === undefined) return undefined;
    if (openapi.version === contract.version)
      return { sure: 'ruled-out', why: `The server has the document's version, ${contract.version}.` };
    const shared = contract.companions.some(({ address }) => openapi.paths.includes(address));
    return {
      sure:
        shared && (allDeclaredRefused(facts) || isOlder(openapi.version, contract.version))
          ? 'likely'
          : 'possible',
      why: `The server calls itself "${openapi.title}" ${openapi.version} (/openapi.json); the document is for ${contract.version}. None of the WebSockets that it declares is there.`,
      by: ['/openapi.json', 'baseline', 'control 1'],
      tell: 'Restart the server and ask again.',
    };
  },
  advice: ({ openapi, subject }) => ({
    sentence: `Port ${subject.place.port} is held by an older process: it says version ${openapi?.version}, and the document is for ${subject.contract?.version}. It has no such WebSocket yet.`,
    fix: [
      `End it and start the new one: ss -ltnp 'sport = :${subject.place.port}' names the process.`,
      'uvicorn … --reload restarts it with every change.',
    ],
  }),
});

function isOlder(a: string, b: string): boolean {
  const numbers = (text: string): number[] => text.split(/[.+-]/).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [x, y] = [left[at] ?? 0, right[at] ?? 0];
    if (Number.isNaN(x) || Number.isNaN(y)) return false;
    if (x !== y) return x < y;
  }
  return false;
}
