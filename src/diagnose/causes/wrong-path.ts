import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { allowOrigin } from '../fixes/allow-origin.ts';
import { passes } from '../reception.ts';
import { corrections, isControlOpen, isDeclared } from '../route-facts.ts';
import { formatPlace } from '../subject.ts';
import { isAsgi, sayReception } from '../words.ts';

/** The path that opened, of those that were tried; else one that WebSocket code answered. */
function elsewhere({
  paths,
  known,
}: Facts):
  | { readonly path: string; readonly declared: boolean; readonly id: string; readonly open: boolean }
  | undefined {
  const entry = paths[0] ?? known[0];
  if (entry === undefined) return undefined;
  const { path, declared } = entry.aim;
  return { path, declared, id: entry.probe.id, open: paths.length > 0 };
}

/** Random paths are answered alike, and the time was up before any other was tried. */
function isUntried({ evidence, base, alike, endpoint }: Facts): boolean {
  if (evidence.over === undefined || base?.kind !== 'refused' || alike !== true) return false;
  return (
    endpoint === undefined &&
    [400, 403, 404].includes(base.outcome.status) &&
    entriesOf(evidence, 'path').length === 0
  );
}

/** The Origin that the other path takes, where it does not take the client's. */
function originThere({ evidence }: Facts): string | null | undefined {
  const entry = entriesOf(evidence, 'path-as-client')[0];
  const reception = receptionIn(entry);
  if (entry === undefined || reception === undefined || passes(reception)) return undefined;
  return ['silent', 'unreached', 'dropped'].includes(reception.kind) ? undefined : entry.aim.origin;
}

/** A first segment that a proxy cuts off: `/api/ws` reaches the server as `/ws`. */
function isCut(facts: Facts, there: string): boolean {
  const [, first] = facts.subject.path.split('/');
  return facts.proxy !== undefined && there === `/${first}${facts.subject.path}`;
}

export const wrongPath: Cause = defineCause({
  id: 'WRONG-PATH',
  title: 'The WebSocket is at another path',
  explain: 'The server has a WebSocket, but not at this path.',
  likelihood(facts) {
    const there = elsewhere(facts);
    if (isUntried(facts))
      return {
        sure: 'possible',
        why: `The answers were too slow to try other paths: ${facts.evidence.over}.`,
        by: ['baseline', 'control 1'],
        tell: 'Ask at the path that is meant, or give the document with --document.',
      };
    if (!facts.refused || there === undefined || isControlOpen(facts) || isDeclared(facts)) return undefined;
    const { subject, controls, known } = facts;
    if (!there.open)
      return {
        sure: 'likely',
        why: `${there.path} is answered by WebSocket code (${known[0] === undefined ? '' : sayReception(receptionIn(known[0]) ?? { kind: 'silent', after: 0 })}); ${subject.path} is answered as random paths are.`,
        by: ['baseline', 'control 1', there.id],
        tell: `Ask at that path: countersign diagnose …${there.path}`,
      };
    // On ASGI a handler that refuses looks like no route: another path that opens does not say that this one is none.
    const hidden = isAsgi(facts) && !there.declared && !sharesEnd(subject.path, there.path);
    return {
      sure: hidden ? 'likely' : 'proven',
      why: `${there.path} is accepted, ${subject.path} is refused, and ${controls.length} random paths are refused in the same way.`,
      by: ['baseline', 'control 1', there.id],
      ...(hidden
        ? {
            tell: 'On the server: python -c "from main import app; [print(r.path, type(r).__name__) for r in app.routes]"',
          }
        : {}),
    };
  },
  advice(facts) {
    const there = elsewhere(facts);
    const { place, path, search } = facts.subject;
    const origin = originThere(facts);
    const own = facts.subject.origin;
    if (there === undefined)
      return {
        sentence: `Perhaps there is no WebSocket at ${path}; whether there is one at another path was not tried.`,
        fix: ['Compare the path with the routes of the server, and ask again at the right one.'],
      };
    const because = there.declared ? `, as ${facts.subject.contract?.file} says` : '';
    if (isCut(facts, there.path))
      return {
        sentence: `${facts.proxy?.server} cuts the first segment off: ${path} reaches the server without it, where there is no WebSocket; ${there.path} gets through.`,
        fix: [
          'nginx: proxy_pass http://backend;   without a slash behind it keeps the path as it is.',
          'Or register the WebSocket without that prefix on the server.',
        ],
      };
    return {
      sentence: `There is no WebSocket at ${path}. ${there.open ? 'It is' : 'There seems to be one'} at ${there.path}${because}.${sayOrigin(origin, own)}`,
      fix: [
        `Change the client's URL to ${formatPlace(place)}${there.path}${search}`,
        ...(typeof origin === 'string'
          ? own === undefined
            ? [`And send Origin ${origin}, as its page does.`]
            : allowOrigin(facts, own)
          : []),
        ...(isAsgi(facts)
          ? [`or register the other path too: app.add_api_websocket_route("${path}", handler)`]
          : []),
      ],
      corrections: corrections(facts),
    };
  },
});

/** What is wrong besides, where the other path does not take the client's Origin. */
function sayOrigin(taken: string | null | undefined, own: string | undefined): string {
  if (taken === undefined) return '';
  if (own === undefined)
    return ` There a handshake without an Origin is refused, too: it takes Origin ${taken}.`;
  return ` There Origin ${own} is refused, too: it takes ${taken === null ? 'none' : `Origin ${taken}`}.`;
}

/** The one path without its slash, or the end of the other: the same route below another prefix. */
function sharesEnd(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => path.replace(/\/+$/, '')) as [string, string];
  return a === b || a.endsWith(b) || b.endsWith(a);
}
