import { type Cause, defineCause } from '../cause.ts';
import { isHttp2 } from '../reception.ts';

export const notHttp: Cause = defineCause({
  id: 'NOT-HTTP',
  title: 'What listens there does not speak HTTP',
  explain: 'A WebSocket begins with an HTTP request. The answer was something else.',
  likelihood({ base }) {
    if (base?.kind !== 'not-http' || isHttp2(base.bytes)) return undefined;
    return { sure: 'proven', why: `The first bytes of the answer are ${base.bytes}.`, by: ['baseline'] };
  },
  advice: ({ subject }) => ({
    sentence: `Another kind of server has port ${subject.place.port}: its answer is no HTTP.`,
    fix: ['Check the port: databases, brokers and mail servers talk like this.'],
  }),
});
