import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { allowedOrigins } from '../knowledge.ts';
import { handshakeProbe } from '../make-probe.ts';
import { pathCandidates } from '../paths.ts';
import { pollingOf } from '../polling.ts';
import type { Change, Probe } from '../probe.ts';
import type { ServerName } from '../seen.ts';
import { isDecided } from './decided.ts';
import { discoveredOrigins } from './discovered-origins.ts';
import { credentialsIn } from './vary.ts';

/** Most paths of the document, and most guessed ones, that are tried. */
const DECLARED = 5;
const GUESSED = 8;

/** Where frameworks put theirs unless they are told otherwise. */
const NATIVE: Readonly<Partial<Record<ServerName, readonly string[]>>> = {
  Rails: ['/cable'],
  'Rails ActionCable': ['/cable'],
  Phoenix: ['/socket/websocket', '/live/websocket'],
};

/** Is it somewhere else? With everything that the document demands, so that only the path decides. */
export function askPaths(facts: Facts): readonly Probe[] {
  const { refused, base, flips, paths, subject, alike, asPlain } = facts;
  if (!refused || base === undefined || base.kind === 'unreached' || isDecided(facts)) return [];
  if (flips.length > 0 || paths.length > 0) return [];
  // The target is answered otherwise than a random path, and not as a page that is missing: it is there.
  const nowhere =
    asPlain === true && base.kind === 'refused' && [200, 404, 405].includes(base.outcome.status);
  if (alike === false && !nowhere) return [];
  if (facts.unstable !== undefined || pollingOf(facts) !== undefined) return [];
  const change = everything(facts);
  const candidates = pathCandidates(
    subject,
    facts.openapi?.paths ?? [],
    facts.proxy !== undefined,
    NATIVE[facts.server?.server ?? 'nginx'] ?? [],
  );
  const chosen = [
    ...candidates.filter(({ declared }) => declared).slice(0, DECLARED),
    ...candidates.filter(({ declared }) => !declared).slice(0, GUESSED),
  ];
  return chosen.map(({ path, declared }) =>
    handshakeProbe(
      subject,
      { id: `path ${path}`, question: 'Is it here instead?', aim: { of: 'path', path, declared, change } },
      { variation: { ...change, path }, credentials: credentialsIn(facts.evidence) },
    ),
  );
}

/** It is somewhere else, and was asked with another Origin than the client's: does that one get in there, too? */
export function askPathAsClient({ paths: [there], refused, subject, evidence }: Facts): readonly Probe[] {
  if (!refused || there?.aim.change.origin === undefined) return [];
  const { origin, ...change } = there.aim.change;
  return [
    handshakeProbe(
      subject,
      {
        id: `${there.probe.id}, own Origin`,
        question: "Does it open there with the client's own Origin?",
        aim: { of: 'path-as-client', path: there.aim.path, origin },
      },
      { variation: { ...change, path: there.aim.path }, credentials: credentialsIn(evidence) },
    ),
  ];
}

function everything(facts: Facts): Change {
  const { subject, evidence } = facts;
  const known = allowedOrigins(subject) ?? discoveredOrigins(facts);
  const [origin] = known;
  const isForeign = subject.origin === undefined || !known.includes(subject.origin);
  const [login] = entriesOf(evidence, 'login');
  const owner = login?.answer.via === 'login' ? login.answer.credentials[0]?.owner : undefined;
  return {
    query: true,
    ...(isForeign && origin !== undefined ? { origin } : {}),
    ...(owner === undefined ? {} : { credential: { owner } }),
  };
}

/** Last of all: is the refusal always the same one? */
export function askRepeats(facts: Facts): readonly Probe[] {
  const { refused, base, flips, paths, subject, evidence } = facts;
  if (!refused || base === undefined || base.kind === 'unreached' || base.kind === 'silent') return [];
  if (flips.length > 0 || paths.length > 0 || evidence.entries.length > 30 || isDecided(facts)) return [];
  return [2, 3].map((time) =>
    handshakeProbe(subject, {
      id: `again ${time}`,
      question: 'Is the answer the same every time?',
      aim: { of: 'repeat' },
    }),
  );
}
