import { type Evidence, handshakesIn, receptionIn } from '../diagnose/evidence.ts';
import { factsOf } from '../diagnose/facts.ts';
import { next, whyStopped } from '../diagnose/next.ts';
import { shownValues } from '../diagnose/openings.ts';
import type { Answer, Ask } from '../diagnose/probe.ts';
import { type Credential, formatPlace, type Place, type Subject } from '../diagnose/subject.ts';
import { createNetTransport } from '../dial/net-transport.ts';
import { runScript } from '../dial/run-script.ts';
import { systemClock } from '../dial/system-clock.ts';
import type { Clock, Transport } from '../dial/transport.ts';
import type { Diagnosis } from '../result/diagnosis.ts';
import { createRedactor } from '../transcript/redact.ts';
import { askCertificate, askListeners, askName } from './ask-machine.ts';
import { climbOf } from './climb.ts';
import { describeAnswer } from './describe-answer.ts';

export interface DiagnoseOptions {
  /** Default: real sockets. Never asked for another host than the subject's. */
  readonly transport?: (place: Place) => Transport;
  readonly clock?: Clock;
  /** ms for the whole; a question that has begun is ended. Default 15 s. */
  readonly within?: number;
  /** Logs in by the document's own flow. Only asked where a credential would tell something. */
  readonly logIn?: () => Promise<{ readonly credentials: readonly Credential[]; readonly problem?: string }>;
  readonly signal?: AbortSignal;
  /** Told before each question. */
  readonly onProbe?: (question: string) => void;
}

/** Default of `within`. */
const WHOLE = 15_000;

/** Asks one question after the other until there is a verdict. Never rejects because a server is wrong. */
export async function diagnose(subject: Subject, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { clock = systemClock, within = WHOLE, signal } = options;
  const transport = options.transport ?? createNetTransport;
  const began = clock.now();
  const startedAt = new Date(subject.now).toISOString();
  const secrets = new Set(shownValues(subject));
  const redact = (text: string): string => createRedactor([...secrets])(text);
  let evidence: Evidence = { subject, entries: [] };

  for (;;) {
    const late = clock.now() - began > within;
    if (late || signal?.aborted === true)
      evidence = { ...evidence, over: late ? `${within / 1000} s were over` : 'interrupted' };
    const step = next(evidence);
    if ('verdict' in step) {
      const facts = factsOf(evidence);
      const known = facts.server ?? facts.proxy;
      const stopped = whyStopped(evidence);
      const diagnosis: Diagnosis = {
        format: 1,
        url: formatPlace(subject.place) + subject.path + subject.search,
        ...(subject.origin === undefined ? {} : { origin: subject.origin }),
        ...(subject.contract === undefined ? {} : { document: subject.contract.file }),
        climb: climbOf(subject, facts.base),
        verdict: step.verdict,
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
        handshakes: handshakesIn(evidence),
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

function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, mapTexts(item, change)]),
    ) as T;
  return value;
}
