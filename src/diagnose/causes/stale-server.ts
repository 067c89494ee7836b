import { type Cause, defineCause } from '../cause.ts';
import { allDeclaredRefused } from '../route-facts.ts';
import { isShut } from '../status-pages.ts';

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
