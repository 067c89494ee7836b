import { type Cause, defineCause } from '../cause.ts';

export const shouldBeAbsent: Cause = defineCause({
  id: 'SHOULD-BE-ABSENT',
  title: 'A WebSocket that must not exist answers',
  explain: 'The document marks this endpoint as absent.',
  likelihood({ endpoint, refused, base }) {
    if (endpoint?.absent === undefined || refused || base === undefined) return undefined;
    return {
      sure: 'proven',
      why: 'The document marks it as absent, and the handshake is accepted.',
      by: ['baseline'],
    };
  },
  advice: ({ subject }) => ({
    sentence: `${subject.path} accepts WebSockets, though ${subject.contract?.file} says that there is none.`,
    fix: ['Take the route out of the server, or absent: true out of the document.'],
  }),
});
