import { type Cause, defineCause } from '../cause.ts';
import { pollingOf } from '../polling.ts';
import { dataFrames } from '../reception.ts';
import { sayReception } from '../words.ts';

const FAMILIES: readonly (readonly [RegExp, string, string])[] = [
  [/^0\{"sid"/, 'Socket.IO', 'socket.io-client'],
  [/^\{"type":"welcome"\}/, 'Rails ActionCable', '@rails/actioncable'],
  [/^o$/, 'SockJS', 'sockjs-client (or the path with /websocket at its end)'],
  [/^\{"protocol":"json"|^\{\}.$/, 'SignalR', '@microsoft/signalr'],
  [/^\{"type":"connection_ack"/, 'graphql-transport-ws', 'graphql-ws'],
  [/^CONNECTED\n/, 'STOMP', '@stomp/stompjs'],
];

export const wrongProtocolFamily: Cause = defineCause({
  id: 'WRONG-PROTOCOL-FAMILY',
  title: 'Another protocol is spoken over this WebSocket',
  explain:
    'Socket.IO, ActionCable, SockJS and STOMP are protocols of their own on top of WebSocket and need their own client.',
  likelihood(facts) {
    const { base } = facts;
    const polling = pollingOf(facts);
    if (facts.refused && polling?.upgrades === true)
      return {
        sure: 'likely',
        why: `Socket.IO's polling is answered at /socket.io/, and offers a WebSocket; a plain WebSocket gets ${base === undefined ? 'nothing' : sayReception(base)}.`,
        by: ['baseline', polling.id],
        tell: 'Connect with socket.io-client: does that work?',
      };
    if (facts.refused && base?.kind === 'refused' && /^No Connection with that ID/.test(base.outcome.body))
      return {
        sure: 'likely',
        why: `${sayReception(base)}: so SignalR answers an id that its /negotiate has not given out, or has forgotten.`,
        by: ['baseline'],
        tell: 'Connect with @microsoft/signalr: does that work?',
      };
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
  advice(facts) {
    const { base } = facts;
    if (facts.refused && facts.server?.server === 'SignalR')
      return {
        sentence:
          'A SignalR hub is there: it gives out an id by POST …/negotiate, and knows the one of this URL not, or no longer.',
        fix: [
          'new HubConnectionBuilder().withUrl("/hub").build()   of @microsoft/signalr, which negotiates before every connection.',
          'Several servers behind one balancer: sticky sessions, or skipNegotiation: true with the WebSockets transport only.',
        ],
      };
    if (facts.refused)
      return {
        sentence:
          'A Socket.IO server is there: it is reached by its own client at /socket.io/, not by a plain WebSocket.',
        fix: [
          'import { io } from "socket.io-client"; io("http://host:port", { path: "/socket.io/" })',
          'Client and server of Socket.IO have to be of the same generation (EIO=4: version 3 and later).',
        ],
      };
    const [first] = base?.kind === 'open' || base?.kind === 'closed' ? dataFrames(base) : [];
    const family = FAMILIES.find(([pattern]) => first !== undefined && pattern.test(first.data));
    return {
      sentence: `This server speaks ${family?.[1]}: a plain WebSocket connects, and is then not understood.`,
      fix: [`Use the matching client: ${family?.[2]}.`],
    };
  },
});
