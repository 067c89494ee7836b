import { type Cause, defineCause } from '../cause.ts';
import { entriesOf, receptionIn } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { neighboursOf } from '../plan/reach.ts';
import { formatAddress } from '../subject.ts';
import { address } from '../words.ts';

export const netRefused: Cause = defineCause({
  id: 'NET-REFUSED',
  title: 'Nothing listens there',
  explain:
    'The machine answered that no program has this port open: the server is not running, or is elsewhere.',
  likelihood({ base }) {
    if (base?.kind !== 'unreached' || base.stage !== 'tcp' || base.code !== 'ECONNREFUSED') return undefined;
    return {
      sure: 'proven',
      why: 'The operating system of the host refused the TCP connection (ECONNREFUSED).',
      by: ['baseline'],
    };
  },
  advice(facts) {
    const { subject } = facts;
    return {
      sentence: `Nothing listens on ${address(subject)}: the server is not running, or it has another port. The WebSocket, the token endpoint and every other request to it fail for this one reason.`,
      fix: [
        `Start the server, on this port. For FastAPI: uvicorn main:app --host ${subject.place.host === 'localhost' ? '127.0.0.1' : subject.place.host} --port ${subject.place.port}`,
        ...nearby(facts),
        'Let the client wait longer after each failed attempt (1, 2, 4 … 30 s): a reconnect loop hides the cause.',
      ],
    };
  },
});

function nearby({ subject, evidence }: Facts): readonly string[] {
  const [entry] = entriesOf(evidence, 'listeners');
  if (entry?.answer.via !== 'listeners' || entry.answer.listeners === undefined) return [];
  const places = neighboursOf(subject, entry.answer.listeners);
  if (places.length === 0) return ['No usual or neighbouring port is open on this machine either.'];
  const said = places.map((place) => {
    const knocked = entriesOf(evidence, 'neighbour').find(
      ({ aim }) => formatAddress(aim.place) === formatAddress(place),
    );
    const reception = receptionIn(knocked);
    const what = reception?.kind === 'open' ? ', which accepts this handshake' : '';
    return `${formatAddress(place)}${what}`;
  });
  return [`Open nearby on this machine: ${said.join('; ')}.`];
}
