import { entriesOf } from '../evidence.ts';
import type { Facts } from '../facts.ts';
import { allowedOrigins, missingQuery, rulesFor } from '../knowledge.ts';
import { handshakeProbe } from '../make-probe.ts';
import { credentialParameters, hasQuery, movedCredentials, shownValues } from '../openings.ts';
import { siblingPath } from '../paths.ts';
import type { Change, Probe } from '../probe.ts';
import { type Credential, isLoopback, ownOrigin } from '../subject.ts';
import { isDecided } from './decided.ts';
import { discoveredOrigins, PAGES } from './discovered-origins.ts';

/** One factor at a time; then all that the document demands at once; then all but one. */
export function askVariations(facts: Facts): readonly Probe[] {
  const { refused, base, flips } = facts;
  if (!refused || base === undefined || base.kind === 'unreached' || isDecided(facts)) return [];
  if (flips.length > 0 || facts.unstable !== undefined) return [];
  return [
    ...subprotocolProbes(facts),
    ...originProbes(facts),
    ...queryProbes(facts),
    ...credentialProbes(facts),
    ...combined(facts),
  ];
}

/** A change that opens the target: does it open a path that cannot exist, too? Then it is asked of everybody. */
export function askFlipControls({ refused, flips, paths, subject, evidence }: Facts): readonly Probe[] {
  if (!refused) return [];
  const path = siblingPath(subject.path, subject.nonce);
  // Is the first answer still the same? Else what opened it was chance.
  const again: readonly Probe[] =
    flips.length + paths.length === 0
      ? []
      : [
          handshakeProbe(subject, {
            id: 'again 1',
            question: 'Is the first handshake still refused?',
            aim: { of: 'repeat' },
          }),
        ];
  const controls = flips.slice(0, 2).map(({ probe, aim }) =>
    handshakeProbe(
      subject,
      {
        id: `${probe.id}, control`,
        question: 'Does the same change open a path that cannot exist?',
        aim: { of: 'variation-control', change: aim.change },
      },
      { variation: { ...aim.change, path }, credentials: credentialsIn(evidence) },
    ),
  );
  // Two pairs of answers: one flip may be chance.
  const twice = flips.slice(0, 1).map(({ probe, aim }) =>
    handshakeProbe(
      subject,
      {
        id: `${probe.id}, again`,
        question: 'Does what opened it open it once more?',
        aim: { of: 'variation-again', change: aim.change },
      },
      { variation: aim.change, credentials: credentialsIn(evidence) },
    ),
  );
  return [...again, ...twice, ...controls];
}

/** Everything that the document says a client shows, and that differs from the baseline. */
function documented(facts: Facts): Change {
  const { subject } = facts;
  const [origin] = allowedOrigins(subject) ?? discoveredOrigins(facts);
  const owner = owners(facts)[0];
  const supported = rulesFor(subject)?.handshake.subprotocols?.value.supported;
  return {
    ...(origin === undefined || (subject.origin !== undefined && isAllowed(facts)) ? {} : { origin }),
    ...(lacksQuery(facts) ? { query: true as const } : {}),
    ...(owner === undefined ? {} : { credential: owner }),
    ...(supported === undefined || !lacksSubprotocol(facts) ? {} : { subprotocols: supported }),
  };
}

/** Does the document name subprotocols, of which none is offered? */
function lacksSubprotocol({ subject }: Facts): boolean {
  const supported = rulesFor(subject)?.handshake.subprotocols?.value.supported ?? [];
  return supported.length > 0 && !supported.some((name) => subject.subprotocols.includes(name));
}

function subprotocolProbes(facts: Facts): readonly Probe[] {
  const { subject } = facts;
  const supported = rulesFor(subject)?.handshake.subprotocols?.value.supported;
  const probes: Probe[] = [];
  if (supported !== undefined && lacksSubprotocol(facts))
    probes.push(
      vary(facts, `subprotocol ${supported.join(', ')}`, "Does the document's subprotocol open it?", {
        subprotocols: supported,
      }),
    );
  if (subject.subprotocols.length > 0)
    probes.push(vary(facts, 'no subprotocol', 'Does it open without a subprotocol?', { subprotocols: null }));
  return probes;
}

function combined(facts: Facts): readonly Probe[] {
  const all = documented(facts);
  const names = Object.keys(all) as (keyof Change)[];
  if (names.length < 2) return [];
  return [vary(facts, 'as documented', 'Does it open with all that the document demands?', all)];
}

/** Which of the factors that opened it together is needed: all but one, for each. */
export function askWhichFactor(facts: Facts): readonly Probe[] {
  const together = facts.flips.find(({ aim }) => Object.keys(aim.change).length > 1);
  if (together === undefined) return [];
  const names = Object.keys(together.aim.change) as (keyof Change)[];
  return names.map((name) => {
    const { [name]: _, ...rest } = together.aim.change;
    return vary(facts, `${together.probe.id}, but ${name}`, `Is the ${name} needed?`, rest);
  });
}

function vary(facts: Facts, id: string, question: string, change: Change): Probe {
  return handshakeProbe(
    facts.subject,
    { id, question, aim: { of: 'variation', change } },
    { variation: change, credentials: credentialsIn(facts.evidence) },
  );
}

function isAllowed({ subject }: Facts): boolean {
  const allowed = allowedOrigins(subject);
  return allowed === undefined || (subject.origin !== undefined && allowed.includes(subject.origin));
}

function originProbes(facts: Facts): readonly Probe[] {
  const { subject } = facts;
  const known = allowedOrigins(subject)?.slice(0, 3) ?? [];
  const told = [...known, ...discoveredOrigins(facts)];
  const guessed = told.length === 0 && isLoopback(subject.place.host) ? PAGES.slice(0, 2) : [];
  const origins = [...new Set([...told, ...guessed, ownOrigin(subject.place)])];
  const probes = origins
    .filter((origin) => origin !== subject.origin)
    .map((origin) => vary(facts, `Origin ${origin}`, 'Does this Origin open it?', { origin }));
  if (subject.origin === undefined) return probes;
  return [...probes, vary(facts, 'no Origin', 'Does it open without Origin?', { origin: null })];
}

function lacksQuery({ subject }: Facts): boolean {
  return missingQuery(rulesFor(subject), (name) => hasQuery(subject.search, name)).length > 0;
}

function queryProbes(facts: Facts): readonly Probe[] {
  if (!lacksQuery(facts)) return [];
  return [vary(facts, 'the query', 'Do the required query parameters open it?', { query: true })];
}

function credentialProbes(facts: Facts): readonly Probe[] {
  const { subject } = facts;
  const probes: Probe[] = [];
  if (movedCredentials(subject).length > 0)
    probes.push(
      vary(facts, 'the credential moved', 'Does it open with the credential where the document wants it?', {
        moved: true,
      }),
    );
  const needs = (rulesFor(subject)?.handshake.credentials ?? []).length > 0;
  if (needs && subject.canLogIn)
    probes.push({
      id: 'log in',
      question: "Who gets a credential by the document's own flow?",
      sent: 'the login that the document describes',
      aim: { of: 'login' },
      ask: { via: 'login' },
    });
  for (const owner of owners(facts))
    probes.push(vary(facts, `as ${owner.owner}`, 'Does a fresh credential open it?', { credential: owner }));
  if (shownValues(subject).length > 0 || credentialParameters(subject).length > 0)
    probes.push(
      vary(facts, 'no credential', 'Is it answered alike without a credential?', { credential: null }),
    );
  return probes;
}

/** Who has a credential from the login flow. */
function owners({ evidence }: Facts): readonly { readonly owner: string; readonly role?: string }[] {
  const seen = new Map<string, { owner: string; role?: string }>();
  for (const entry of entriesOf(evidence, 'login'))
    if (entry.answer.via === 'login')
      for (const { owner, role } of entry.answer.credentials)
        seen.set(owner, { owner, ...(role === undefined ? {} : { role }) });
  return [...seen.values()].slice(0, 3);
}

export function credentialsIn(evidence: Facts['evidence']): readonly Credential[] {
  return [
    ...evidence.subject.credentials,
    ...entriesOf(evidence, 'login').flatMap(({ answer }) =>
      answer.via === 'login' ? answer.credentials : [],
    ),
  ];
}
