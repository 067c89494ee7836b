import { type Cause, defineCause } from '../cause.ts';
import { type Entry, entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { SAID } from '../openings.ts';
import { dataFrames, fatalBreaches } from '../reception.ts';
import { sayReception } from '../words.ts';

/** What each code says, ranked as HANDSHAKE 4.6 has it. */
const CODES: Readonly<Record<number, string>> = {
  1000: 'it closes normally at once: the handler has returned, or refuses without saying why',
  1001: 'it is going away: a shutdown, a restart, or an idle limit',
  1002: 'it finds that the protocol was broken; on Tomcat this is also how an exception in the handler looks',
  1003: 'it does not take this kind of frame (text or binary)',
  1005: 'it closes without a code: on express-ws, gevent and @fastify/websocket this is how an unknown path looks',
  1007: 'it cannot read what it got: no UTF-8, or no JSON',
  1008: 'its policy refuses: a credential, an Origin or a limit',
  1009: 'a message is larger than it takes',
  1010: 'it misses an extension',
  1011: 'an exception in its handler',
  1012: 'it restarts',
  1013: 'it has too many connections; try again later',
  1014: 'the server behind it gave a bad answer',
  3000: 'it wants a credential',
  3003: 'it forbids this user',
  3008: 'it has waited too long for something',
  4400: 'it got a bad message (graphql-ws)',
  4401: 'it wants a credential, or another one',
  4403: 'it forbids this user',
  4406: 'it does not take the subprotocol (graphql-ws: offer graphql-transport-ws)',
  4408: 'it has waited too long for the first message (graphql-ws: connection_init)',
  4409: 'somebody subscribes already under this id',
  4429: 'it got too many requests',
};

export const closedAfterAccept: Cause = defineCause({
  id: 'CLOSED-AFTER-ACCEPT',
  title: 'The server accepts, and closes at once',
  explain:
    'The handshake succeeds, and the server then ends the connection with a Close frame that says why.',
  likelihood({ base, alike }) {
    if (base?.kind !== 'closed' || base.close.how !== 'close-frame') return undefined;
    // Codes with a cause of their own.
    if ([1013, 3000, 3003, 4401, 4403, 4429].includes(base.close.code)) return undefined;
    return {
      sure: 'proven',
      why: `${sayReception(base)}, ${Math.round(base.close.at - base.outcome.after)} ms after the handshake${alike === true ? '; random paths get the same' : ''}.`,
      by: ['baseline'],
    };
  },
  advice({ base, alike }) {
    const close = base?.kind === 'closed' ? base.close : undefined;
    const meaning = CODES[close?.code ?? 0] ?? 'a code of its own, whose meaning its authors know';
    return {
      sentence: `The server accepts, and closes with ${close?.code === 1005 ? 'no code' : close?.code}${close?.reason === '' || close === undefined ? '' : ` ("${close.reason}")`}: ${meaning}.${alike === true ? ' It does so on every path: probably there is no such route.' : ''}`,
      fix: [
        alike === true
          ? 'Check the path: this server accepts first and looks for a route afterwards.'
          : 'Look in the handler for what comes right after accept: a check that closes, or a return.',
        'Close with a code and a reason that tell the client: 4401 for a credential, 1013 for too many, 1011 for an error.',
      ],
    };
  },
});

/** An end of TCP without a Close frame, and what was said right before. */
function crash({ evidence, base }: Facts): { readonly entry?: Entry; readonly said: string } | undefined {
  if (base?.kind === 'closed' && base.close.how !== 'close-frame')
    return { said: base.close.how === 'protocol-error' ? '' : 'nothing was sent yet' };
  for (const entry of entriesOf(evidence, 'talk')) {
    const reception = receptionIn(entry);
    if (reception?.kind === 'closed' && ['fin', 'reset'].includes(reception.close.how))
      return {
        entry,
        said: entry.aim.topic === 'not-json' ? 'a text frame that is no JSON' : `"${entry.probe.id}"`,
      };
  }
  return undefined;
}

export const crashPost: Cause = defineCause({
  id: 'HANDLER-CRASH-POST',
  title: 'The server drops an open connection without a word',
  explain:
    'TCP ends without a Close frame, which a client sees as 1006. On uvicorn this is how an exception in the handler looks.',
  likelihood(facts) {
    const found = crash(facts);
    if (found === undefined) return undefined;
    const { base } = facts;
    if (found.entry === undefined)
      return {
        sure: base?.kind === 'closed' && base.close.how === 'protocol-error' ? 'possible' : 'likely',
        why: `101, then the end of TCP without a Close frame, with nothing sent by the client.`,
        by: ['baseline'],
      };
    return {
      sure: 'proven',
      why: `After ${found.said} TCP ends without a Close frame; the same connection stays open when nothing is said.`,
      by: ['baseline', found.entry.probe.id],
    };
  },
  advice(facts) {
    const found = crash(facts);
    return {
      sentence:
        found?.entry === undefined
          ? 'The handshake succeeds, and the server then drops the connection without a Close frame (1006): its handler crashes, or returns, right after accept.'
          : `The connection works until ${found.said} comes: then the handler crashes, and the client sees 1006 without a reason.`,
      fix: [
        'Catch what can go wrong in the receive loop, and answer with an error message:',
        'try: message = await websocket.receive_json()',
        'except ValueError: await websocket.send_json({"type": "error"}); continue',
        'For what cannot be mended: await websocket.close(1011).',
      ],
    };
  },
});

export const silent: Cause = defineCause({
  id: 'CONNECTED-SILENT',
  title: 'Connected, and nobody answers',
  explain:
    'The connection is open and alive, but the program behind it does not read, or answers nothing: the handler has returned (uvicorn 0.23 to 0.38 leaves such connections open), or waits for something.',
  likelihood({ evidence, refused, endpoint }) {
    if (refused) return undefined;
    const hello = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'hello');
    const reception = receptionIn(hello);
    if (hello === undefined || reception === undefined || reception.kind !== 'open') return undefined;
    if (dataFrames(reception).some(({ step }) => step >= SAID)) return undefined;
    const junk = receptionIn(entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'not-json'));
    const mute = junk?.kind === 'open' && !dataFrames(junk).some(({ step }) => step >= SAID);
    const pong = pongs(evidence);
    return {
      sure: 'likely',
      why: `"${hello.probe.id}" gets no answer within 2 s, though the document says that ${endpoint?.address} answers it${mute ? '; a frame that is no JSON is ignored as well' : ''}${pong ? '; Pings are answered, so the connection itself is alive' : ''}.`,
      by: [hello.probe.id, ...(mute ? ['not JSON'] : []), ...(pong ? ['ping'] : [])],
      tell: 'Log every frame on the server, right behind receive: does it get there?',
    };
  },
  advice: () => ({
    sentence:
      'The connection is accepted and alive, but the server says nothing to what it is asked: its handler does not read, or never answers.',
    fix: [
      'Keep a receive loop for as long as the connection is open, and answer what you do not understand with an error.',
      'uvicorn 0.23.2 to 0.38 keeps a connection open whose handler has returned: update, or await websocket.close().',
    ],
  }),
});

export function pongs(evidence: Facts['evidence']): boolean {
  const ping = entriesOf(evidence, 'talk').find(({ aim }) => aim.topic === 'ping');
  const reception = receptionIn(ping);
  return (
    reception?.kind === 'open' &&
    reception.frames.some(({ kind, from }) => kind === 'pong' && from === 'server')
  );
}

export const subprotocolNotSelected: Cause = defineCause({
  id: 'SUBPROTOCOL-NOT-SELECTED',
  title: 'The server selects none of the offered subprotocols',
  explain:
    'A client that offers subprotocols and gets none back: browsers and Node ws end the connection (1006), Python and curl do not mind.',
  likelihood({ base, subject }) {
    if (base?.kind !== 'open' && base?.kind !== 'closed') return undefined;
    if (subject.subprotocols.length === 0 || base.outcome.subprotocol !== undefined) return undefined;
    return {
      sure: 'proven',
      why: `${subject.subprotocols.length} offered, and the 101 has no Sec-WebSocket-Protocol.`,
      by: ['baseline'],
    };
  },
  advice: ({ subject }) => ({
    sentence:
      'The server accepts, but selects none of the subprotocols that were offered: a browser ends such a connection at once.',
    fix: [
      `FastAPI: await websocket.accept(subprotocol="${subject.subprotocols[0] ?? ''}")`,
      'Of a name and a token that were offered together, select the name, and never send the token back.',
    ],
  }),
});

export const invalidAnswer: Cause = defineCause({
  id: 'INVALID-101',
  title: 'The 101 is not a valid one',
  explain: 'A cache, a proxy or a server written by hand answers 101 without what RFC 6455 demands of it.',
  likelihood({ base }) {
    if (base?.kind !== 'open' && base?.kind !== 'closed') return undefined;
    const breaches = fatalBreaches(base.outcome);
    if (breaches.length === 0) return undefined;
    return { sure: 'proven', why: breaches.map(({ message }) => message).join(' '), by: ['baseline'] };
  },
  advice: () => ({
    sentence:
      'The server answers 101, but breaks the rules of the handshake: browsers end such a connection at once.',
    fix: ['Let a WebSocket library answer the handshake, and let no cache or proxy change the answer.'],
  }),
});

const FAMILIES: readonly (readonly [RegExp, string, string])[] = [
  [/^0\{"sid"/, 'Socket.IO', 'socket.io-client'],
  [/^\{"type":"welcome"\}/, 'Rails ActionCable', '@rails/actioncable'],
  [/^o$/, 'SockJS', 'sockjs-client (or the path with /websocket at its end)'],
  [/^CONNECTED\n/, 'STOMP', '@stomp/stompjs'],
];

export const protocolFamily: Cause = defineCause({
  id: 'WRONG-PROTOCOL-FAMILY',
  title: 'Another protocol is spoken over this WebSocket',
  explain:
    'Socket.IO, ActionCable, SockJS and STOMP are protocols of their own on top of WebSocket and need their own client.',
  likelihood({ base }) {
    if (base?.kind !== 'open' && base?.kind !== 'closed') return undefined;
    const [first] = dataFrames(base);
    const family = FAMILIES.find(([pattern]) => first !== undefined && pattern.test(first.data));
    if (family === undefined) return undefined;
    return {
      sure: 'proven',
      why: `The first frame is ${first?.data.slice(0, 40)}, as ${family[1]} begins.`,
      by: ['baseline'],
    };
  },
  advice({ base }) {
    const [first] = base?.kind === 'open' || base?.kind === 'closed' ? dataFrames(base) : [];
    const family = FAMILIES.find(([pattern]) => first !== undefined && pattern.test(first.data));
    return {
      sentence: `This server speaks ${family?.[1]}: a plain WebSocket connects, and is then not understood.`,
      fix: [`Use the matching client: ${family?.[2]}.`],
    };
  },
});

export const corsCompanions: Cause = defineCause({
  id: 'CORS-COMPANIONS',
  title: 'The WebSocket works; the page may not read the HTTP answers',
  explain:
    'CORS is about fetch, not about WebSockets. The companions (login, token, status) answer without Access-Control-Allow-Origin.',
  likelihood({ refused, base, evidence, subject }) {
    if (refused || base === undefined || subject.contract === undefined) return undefined;
    const [preflight] = entriesOf(evidence, 'preflight');
    if (preflight === undefined || preflight.answer.via !== 'http') return undefined;
    const { outcome } = preflight.answer.record;
    if (outcome.kind !== 'answered') return undefined;
    const allowed = outcome.headers.find(
      ([name]) => name.toLowerCase() === 'access-control-allow-origin',
    )?.[1];
    if (allowed === preflight.aim.origin || allowed === '*')
      return { sure: 'ruled-out', why: `${preflight.aim.origin} may read the companions.` };
    return {
      sure: 'proven',
      why: `The handshake with Origin ${preflight.aim.origin} is accepted, and a preflight with the same Origin gets ${outcome.status} without Access-Control-Allow-Origin.`,
      by: ['baseline', preflight.probe.id],
    };
  },
  advice: ({ subject }) => ({
    sentence: `The WebSocket connects; it does not care for CORS. But pages of ${subject.origin} may not read the HTTP companions that the document declares: CORS is not configured for them.`,
    fix: [
      `app.add_middleware(CORSMiddleware, allow_origins=["${subject.origin}"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"])`,
    ],
    corrections: ['CORS decides what a page may read over HTTP. It neither opens nor closes a WebSocket.'],
  }),
});
