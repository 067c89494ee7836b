import { isJsonObject, type Json, type JsonObject } from '../../contract/json.ts';
import { isLoopback, ownOrigin, type Subject } from '../../diagnose/subject.ts';
import type { Clock } from '../../dial/transport.ts';
import type { Moment, Storm } from './moment.ts';
import { pause } from './watch-server.ts';

/** ms between two looks into the journal. */
const EVERY = 1_000;
/** ms that a storm may be over, and still be one that goes on: it was there before anybody watched. */
const RECENT = 30_000;

/** Is the URL one of a Countersign mock, whose journal this machine may read? */
export async function isMock(subject: Subject): Promise<boolean> {
  if (subject.place.protocol !== 'ws' || !isLoopback(subject.place.host)) return false;
  const status = parse((await read(subject, 'status')) ?? '');
  return isJsonObject(status) && 'active_connections' in status;
}

/** Is it the refusal of a Countersign mock? */
export function isMocked(moment: Moment): boolean {
  return (
    moment.kind === 'refused' &&
    moment.reception.kind === 'refused' &&
    moment.reception.outcome.body.startsWith('Countersign refused this handshake')
  );
}

/**
 * Reads what the mock writes down of its clients, once a second; it opens no connection, so that the journal holds
 * nobody else. With the path `/`, of all endpoints.
 */
export async function watchMock(
  subject: Subject,
  options: {
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly onMoment: (moment: Moment) => void;
  },
): Promise<void> {
  const { clock, signal, onMoment } = options;
  const began = clock.now();
  const startedAt = Date.now();
  let known = 0;
  for (let first = true; !signal.aborted; first = false) {
    const entries = parseLines((await read(subject, `journal?since=${known}`)) ?? '');
    const at = Math.round(clock.now() - began);
    for (const entry of entries) {
      known = typeof entry.id === 'number' ? entry.id : known;
      const age = typeof entry.at === 'number' ? startedAt - entry.at : 0;
      const isOld = first && (entry.type === 'storm' ? age > RECENT : age > 0);
      if (isOld || !isMeant(subject, entry)) continue;
      const moment = momentOf(entry, at);
      if (moment !== undefined) onMoment(moment);
    }
    await pause(clock, EVERY, signal);
  }
}

function isMeant({ path }: Subject, { target }: JsonObject): boolean {
  return path === '/' || typeof target !== 'string' || target.replace(/\?.*/, '') === path;
}

function momentOf(entry: JsonObject, at: number): Moment | undefined {
  const { type, target, origin, outcome, reason, by, code } = entry;
  const who = typeof origin === 'string' ? `, from ${origin}` : '';
  if (type === 'storm') {
    const storm: Storm = {
      target: String(target),
      ...(typeof origin === 'string' ? { origin } : {}),
      times: Number(entry.times),
      interval: Number(entry.interval),
      sameCredential: entry.sameCredential === true,
      reason: String(reason),
    };
    return { kind: 'storm', at, storm };
  }
  if (type === 'handshake')
    return {
      kind: 'client',
      at,
      what:
        outcome === 'refused'
          ? `a client was refused at ${target}${who}: ${reason}`
          : `a client connected to ${target}${who}`,
    };
  if (type === 'close') return { kind: 'client', at, what: `closed by the ${by} with ${code}` };
  return undefined;
}

async function read({ place }: Subject, page: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${ownOrigin(place)}/__countersign/${page}`, {
      signal: AbortSignal.timeout(2_000),
      redirect: 'error',
    });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

function parseLines(text: string): readonly JsonObject[] {
  return text.split('\n').flatMap((line) => {
    const value = parse(line);
    return isJsonObject(value) ? [value] : [];
  });
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
