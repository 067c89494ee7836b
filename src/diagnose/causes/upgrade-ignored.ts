import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, httpIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { BLOCKS } from '../hang-facts.ts';
import { declaredPaths } from '../knowledge.ts';

function isVite({ evidence }: Facts): boolean {
  const http = httpIn(entriesOf(evidence, 'vite')[0]);
  return http !== undefined && http.status === 200 && /import\.meta|vite|HMR/i.test(http.body);
}

export const upgradeIgnored: Cause = defineCause({
  id: 'UPGRADE-IGNORED',
  title: 'This server leaves every upgrade unanswered',
  explain:
    'A development server or proxy that serves pages, and forwards plain HTTP, but neither answers nor forwards WebSockets.',
  likelihood(facts) {
    const { base, controls, get, getControl } = facts;
    const http = get ?? getControl;
    if (base?.kind !== 'silent' || http === undefined) return undefined;
    if (controls.length === 0) return undefined;
    if (controls.some(({ kind }) => kind !== 'silent'))
      return { sure: 'ruled-out', why: 'A random path is answered at once.' };
    return {
      sure: 'proven',
      why: `No path gets an answer to an upgrade, not even a random one, while plain HTTP is answered at once (${http.status}).`,
      by: ['baseline', 'control 1', http.id],
    };
  },
  advice(facts) {
    const { subject, get, server } = facts;
    const vite = isVite(facts) || server?.server === 'Vite';
    const html = /html/i.test(
      get?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '',
    );
    const declared = subject.contract;
    const there =
      declared === undefined
        ? undefined
        : Object.values(declared.servers).find(({ protocol }) => /^ws/.test(protocol));
    const [path] = declaredPaths(subject);
    return {
      sentence: `${vite ? 'The Vite development server' : html ? 'A server of pages, probably the frontend’s development server or a proxy,' : 'A server or proxy'} has this port. It took the connection, and leaves WebSockets without an answer on every path: this is not the backend.`,
      fix: [
        there === undefined
          ? 'Connect to the host and port of the backend, not to those of the page (location.host).'
          : `Connect to the backend, not to the host of the page (location.host): the document says ${there.protocol}://${there.host}${path?.path ?? ''}`,
        `Or let the development server forward it. Vite: server: { proxy: { '${subject.path}': { target: 'ws://localhost:8000', ws: true } } }`,
        BLOCKS,
      ],
    };
  },
});
