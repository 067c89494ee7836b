import { type Evidence, handshakesIn, receptionIn } from '../diagnose/evidence.ts';
import { type Facts, factsOf } from '../diagnose/facts.ts';
import { next, whyStopped } from '../diagnose/next.ts';
import { shownValues } from '../diagnose/openings.ts';
import { paceIn } from '../diagnose/patience.ts';
import type { Answer, Ask } from '../diagnose/probe.ts';
import { type Credential, formatPlace, type Place, type Subject } from '../diagnose/subject.ts';
import { runScript } from '../dial/run-script.ts';
import { systemClock } from '../dial/system-clock.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import type { Diagnosis, Verdict } from '../result/diagnosis.ts';
import { createRedactor } from '../transcript/redact.ts';
import { askCertificate, askListeners, askName } from './ask-machine.ts';
import { climbOf } from './climb.ts';
import { describeAnswer } from './describe-answer.ts';
import { mapTexts } from './map-texts.ts';
import { timeRoute } from './timing/time-route.ts';
import { whyNotTimed, withTiming } from './timing/with-timing.ts';
import { transportTo } from './transport-to.ts';

export interface DiagnoseOptions {
  /** Default: real sockets. Never asked for another host than the subject's. */
  readonly transport?: (place: Place) => Transport;
  /** With the default `transport`: take a TLS certificate that does not verify. */
  readonly insecure?: boolean;
  readonly clock?: Clock;
  /** ms for the whole; a question that has begun is ended. Default 15 s, and more for a server that is slow. */
  readonly within?: number;
  /** Logs in by the document's own flow. Only asked where a credential would tell something. */
  readonly logIn?: () => Promise<{ readonly credentials: readonly Credential[]; readonly problem?: string }>;
  readonly signal?: AbortSignal;
  /**
   * Ask some 300 handshakes more where that may settle whether there is a route at all: on this machine only, never
   * unasked. HANDSHAKE 4.4.
   */
  readonly timing?: boolean;
  /** Told before each question. */
  readonly onProbe?: (question: string) => void;
}

/** Default of `within`; for a server that is slow, the time of that many of its answers, up to LONGEST. */
const WHOLE = 15_000;
const ANSWERS = 30;
const LONGEST = 45_000;

/** Asks one question after the other until there is a verdict. Never rejects because a server is wrong. */
export async function diagnose(subject: Subject, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { clock = systemClock, insecure = false, signal } = options;
  const transport = options.transport ?? ((place: Place): Transport => transportTo(place, insecure));
  const began = clock.now();
  const startedAt = new Date(subject.now).toISOString();
  const secrets = new Set(shownValues(subject));
  const redact = (text: string): string => createRedactor([...secrets])(text);
  let evidence: Evidence = { subject, entries: [] };

  for (;;) {
    const within = options.within ?? Math.min(LONGEST, Math.max(WHOLE, ANSWERS * paceIn(evidence)));
    const late = clock.now() - began > within;
    if (late || signal?.aborted === true)
      evidence = { ...evidence, over: late ? `${Math.round(within / 1000)} s were over` : 'interrupted' };
    const step = next(evidence);
    if ('verdict' in step) {
      const facts = factsOf(evidence);
      const known = facts.server ?? facts.proxy;
      const stopped = whyStopped(evidence);
      const { verdict, timed } = await refined(step.verdict, facts, options);
      const diagnosis: Diagnosis = {
        format: 1,
        url: formatPlace(subject.place) + subject.path + subject.search,
        ...(subject.origin === undefined ? {} : { origin: subject.origin }),
        ...(subject.contract === undefined ? {} : { document: subject.contract.file }),
        climb: climbOf(subject, facts.base),
        verdict,
        probes: evidence.entries.map(({ probe, answer, took }) => ({
          id: probe.id,
          question: probe.question,
          sent: probe.sent,
          answered: describeAnswer(answer),
          took,
        })),
        ...(known === undefined ? {} : { recognised: { server: known.server, by: known.by } }),
        reached: wasReached(evidence),
        ...(stopped === undefined ? {} : { stopped }),
        handshakes: handshakesIn(evidence) + timed,
        duration: Math.round(clock.now() - began),
        startedAt,
      };
      return mapTexts(diagnosis, redact);
    }
    const { probe } = step;
    options.onProbe?.(probe.question);
    const from = clock.now();
    const answer = await ask(
      probe.ask,
      { transport, clock, redact, ...(signal === undefined ? {} : { signal }) },
      options.logIn,
    );
    if (answer.via === 'login') for (const { value } of answer.credentials) secrets.add(value);
    evidence = {
      ...evidence,
      entries: [...evidence.entries, { probe, answer, took: Math.round((clock.now() - from) * 10) / 10 }],
    };
  }
}

/** What only some ask for: the timing test, and what is wrong with a certificate that was taken all the same. */
async function refined(
  verdict: Verdict,
  facts: Facts,
  { timing = false, insecure = false, signal, onProbe }: DiagnoseOptions,
): Promise<{ readonly verdict: Verdict; readonly timed: number }> {
  const { subject, base } = facts;
  const notes: string[] = [];
  const told =
    base?.kind === 'refused'
      ? /^Countersign refused this handshake[^\n]*\n([\s\S]*)/.exec(base.outcome.body)?.[1]
      : undefined;
  if (told !== undefined)
    notes.push(`A Countersign mock answers here, and says why itself: ${told.replace(/\s+/g, ' ').trim()}`);
  if (insecure && subject.place.protocol === 'wss') {
    const problem = await certificateProblem(subject.place);
    if (problem !== undefined)
      notes.push(
        `The TLS certificate does not verify (${problem}); it was taken all the same (--insecure). A browser does not take it.`,
      );
  }
  const pointless = timing ? whyNotTimed(facts, verdict) : undefined;
  if (pointless !== undefined) notes.push(`Timing: not used, since ${pointless}.`);
  const noted: Verdict = { ...verdict, notes: [...notes, ...verdict.notes] };
  if (!timing || pointless !== undefined || signal?.aborted === true) return { verdict: noted, timed: 0 };
  const measured = await timeRoute(subject, {
    insecure,
    ...(signal === undefined ? {} : { signal }),
    onRound: (round) => onProbe?.(`Is it answered at the pace of a made-up path? Round ${round + 1}`),
  });
  return { verdict: withTiming(noted, facts, measured), timed: measured.handshakes };
}

async function certificateProblem(place: Place): Promise<string | undefined> {
  const answer = await askCertificate(place, 1_500);
  return answer.via === 'certificate' ? answer.certificate?.problem : undefined;
}

interface World {
  readonly transport: (place: Place) => Transport;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  readonly signal?: AbortSignal;
}

async function ask(asked: Ask, world: World, logIn: DiagnoseOptions['logIn']): Promise<Answer> {
  switch (asked.via) {
    case 'name':
      return askName(asked.host);
    case 'listeners':
      return askListeners();
    case 'certificate':
      return askCertificate(asked.place, 1_500);
    case 'handshake': {
      const { redact, signal } = world;
      const transcript = await runScript(asked.script, world.transport(asked.place), world.clock, {
        redact,
        ...(signal === undefined ? {} : { signal }),
      });
      return { via: 'handshake', transcript };
    }
    case 'http': {
      const { method, target, headers, within, place } = asked;
      const record = await world
        .transport(place)
        .request({ do: 'request', as: 'a', method, target, headers, within });
      return { via: 'http', record };
    }
    case 'login': {
      const got = (await logIn?.()) ?? { credentials: [], problem: 'nobody can log in' };
      return { via: 'login', ...got };
    }
  }
}

/** Did a TCP connection to the subject's own host and port succeed? */
function wasReached({ entries }: Evidence): boolean {
  return entries.some((entry) => {
    if (entry.probe.aim.of === 'neighbour') return false;
    const reception = receptionIn(entry);
    if (reception !== undefined) return reception.kind !== 'unreached' || reception.stage === 'tls';
    return entry.answer.via === 'http' && entry.answer.record.outcome.kind === 'answered';
  });
}
