import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { handshakeProbe } from '../make-probe.ts';
import type { Listener, Probe } from '../probe.ts';
import { formatAddress, isLoopback, type Place, type Subject } from '../subject.ts';

/** Most listeners of this machine that are knocked at. */
const NEIGHBOURS = 3;

/** Ports that development servers usually have. */
const USUAL = [8000, 8080, 3000, 5000, 8001, 4000, 8888, 9000, 80, 443];

/** What to ask where no connection was made: which addresses the name has, and what listens instead. */
export function askReach({ base, subject, evidence }: Facts): readonly Probe[] {
  if (base?.kind !== 'unreached' || base.stage === 'tls') return [];
  const { place } = subject;
  if (base.stage === 'dns')
    return [
      {
        id: 'name',
        question: 'Which addresses has the name?',
        sent: `look up ${place.host}`,
        aim: { of: 'name' },
        ask: { via: 'name', host: place.host },
      },
    ];
  if (!isLoopback(place.host) || base.code === 'TIMEOUT') return [];
  const listeners: Probe = {
    id: 'listeners',
    question: 'What does listen on this machine?',
    sent: 'read the list of listening sockets',
    aim: { of: 'listeners' },
    ask: { via: 'listeners' },
  };
  const [answered] = entriesOf(evidence, 'listeners');
  const found = answered?.answer.via === 'listeners' ? (answered.answer.listeners ?? []) : [];
  return [listeners, ...neighboursOf(subject, found).map((each) => knock(subject, each))];
}

/** Who could be meant: the same port on another loopback address first, then the usual and the near ports. */
export function neighboursOf({ place }: Subject, listeners: readonly Listener[]): readonly Place[] {
  const rank = ({ port }: Listener): number =>
    port === place.port
      ? 0
      : Math.abs(port - place.port) <= 10
        ? 1 + Math.abs(port - place.port)
        : USUAL.includes(port)
          ? 20 + USUAL.indexOf(port)
          : Number.POSITIVE_INFINITY;
  return listeners
    .filter((listener) => rank(listener) < Number.POSITIVE_INFINITY)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, NEIGHBOURS)
    .map(({ address, port }) => ({ protocol: place.protocol, host: reachable(address, place.host), port }));
}

/** What listens on every address is reached at the one that was asked for. */
function reachable(address: string, host: string): string {
  return address === '0.0.0.0' || address === '::' ? host : address;
}

function knock(subject: Subject, place: Place): Probe {
  return handshakeProbe(
    subject,
    {
      id: `at ${formatAddress(place)}`,
      question: `Is the server at ${formatAddress(place)} instead?`,
      aim: { of: 'neighbour', place, sameHost: place.port === subject.place.port },
    },
    // Credentials go to the host and port that they were given for, and nowhere else.
    { place, variation: { bare: true } },
  );
}
