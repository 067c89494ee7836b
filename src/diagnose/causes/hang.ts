import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, httpIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { declaredPaths } from '../knowledge.ts';

function isVite({ evidence }: Facts): boolean {
  const http = httpIn(entriesOf(evidence, 'vite')[0]);
  return http !== undefined && http.status === 200 && /import\.meta|vite|HMR/i.test(http.body);
}

const BLOCKS =
  'While one handshake hangs, a browser opens no other WebSocket to the same host and port (RFC 6455 §4.1).';

export const hangUpgrade: Cause = defineCause({
  id: 'UPGRADE-IGNORED',
  title: 'This server leaves every upgrade unanswered',
  explain:
    'A development server or proxy that serves pages, and forwards plain HTTP, but neither answers nor forwards WebSockets.',
  likelihood(facts) {
    const { base, controls, get, getControl } = facts;
    const http = get ?? getControl;
    if (base?.kind !== 'silent' || http === undefined) return undefined;
    const [control] = controls;
    if (control === undefined) return undefined;
    if (control.kind !== 'silent') return { sure: 'ruled-out', why: 'A random path is answered at once.' };
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

export const hangPreAccept: Cause = defineCause({
  id: 'HANG-PRE-ACCEPT',
  title: 'The handler waits before it accepts',
  explain: 'The route exists; its code waits for something (a database, a broker, a lock) before it accepts.',
  likelihood({ base, controls, get, getControl }) {
    if (base?.kind !== 'silent') return undefined;
    const [control] = controls;
    const http = getControl ?? get;
    if (control === undefined || control.kind === 'silent' || http === undefined) return undefined;
    return {
      sure: 'proven',
      why: `Only this path hangs: a random one beside it is answered, and plain HTTP too (${http.status}).`,
      by: ['baseline', 'control 1', http.id],
    };
  },
  advice: ({ subject, server }) => ({
    sentence: `The server took the upgrade for ${subject.path} and never answers it: its handler waits for something before it accepts.`,
    fix: [
      server === undefined || /ASGI|FastAPI/.test(server.server)
        ? 'Call await websocket.accept() first, and only then wait for databases, brokers and locks; give those a timeout.'
        : 'Answer the upgrade first, and wait for databases and brokers afterwards, with a timeout.',
      BLOCKS,
    ],
  }),
});

export const eventLoopBlocked: Cause = defineCause({
  id: 'EVENT-LOOP-BLOCKED',
  title: 'The whole server is stuck',
  explain: 'TCP is accepted by the operating system, but the program answers nothing, plain HTTP neither.',
  likelihood({ base, evidence }) {
    if (base?.kind !== 'silent') return undefined;
    const gets = entriesOf(evidence, 'get');
    if (gets.length === 0 || gets.some((entry) => httpIn(entry) !== undefined)) return undefined;
    return {
      sure: 'likely',
      why: 'Plain HTTP gets no answer either, and this port does not speak TLS.',
      by: ['baseline', 'GET', 'certificate'],
      tell: 'Ask for a simple page on the server itself: curl -m 2 http://…/health',
    };
  },
  advice: () => ({
    sentence:
      'The server takes connections and answers nothing at all, not even plain HTTP: its event loop or its only worker is blocked, or it speaks no HTTP.',
    fix: [
      'Look for a blocking call in async code (time.sleep, requests.get, a synchronous database driver): run it in a thread (asyncio.to_thread).',
      'Is this the port of something that is no web server (a database, a broker)?',
    ],
  }),
});
