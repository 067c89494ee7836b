import { type Cause, defineCause } from '../cause.ts';
import { sayReception } from '../words.ts';

export const netDropWs: Cause = defineCause({
  id: 'NET-DROP-WS',
  title: 'The connection is dropped without an answer',
  explain:
    'Some servers destroy the socket of an upgrade that they do not want, without a word (Node ws with a hand-written upgrade listener, NestJS, Socket.IO; nginx 444).',
  likelihood({ base, alike, get, getControl, paths, gone }) {
    if (base?.kind !== 'dropped' || paths.length > 0) return undefined;
    const http = getControl ?? get;
    if (gone) return undefined;
    if (http === undefined)
      return {
        sure: 'possible',
        why: 'The connection is ended without an answer, for plain HTTP too.',
        by: ['baseline'],
        tell: 'Is the server’s program bound to 127.0.0.1 inside its container, or behind a TLS port?',
      };
    return {
      sure: alike === true ? 'likely' : 'possible',
      why:
        alike === true
          ? `Upgrades are dropped on random paths just the same, while plain HTTP is answered (${http.status}).`
          : `Plain HTTP is answered (${http.status}); only this upgrade is dropped.`,
      by: ['baseline', 'control 1', http.id],
      tell: 'The log of the server at the time of this attempt, and the paths that its upgrade handler knows.',
    };
  },
  advice: ({ base, subject, alike }) => ({
    sentence:
      alike === true
        ? `The server answers HTTP, and drops every upgrade without a word (${base === undefined ? '' : sayReception(base)}): its upgrade handler does not know the path ${subject.path}, or it forwards to something that is down.`
        : `The server answers HTTP, and drops this upgrade without a word, though not those of random paths.`,
    fix: [
      'Check the path against the upgrade handler: server.on("upgrade", …) with socket.destroy(), NestJS @WebSocketGateway({ path }), Socket.IO’s path.',
      'Behind a development proxy with ws: true this is also how a target that is down looks.',
      'Let the handler answer before it ends: socket.end("HTTP/1.1 404 Not Found\\r\\n\\r\\n").',
    ],
  }),
});
